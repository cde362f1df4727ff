//! Puts what stands in layers in an order in which few lines between them cross, and each at the height of what it is joined
//! to. Both are the usual ways of layered drawings (Sugiyama): an item goes to the mean of its neighbours, layer by layer
//! to and fro.

/// How often the layers are gone through, to and fro.
const SWEEPS: usize = 12;

/// Items in layers and the lines between neighbouring layers.
#[derive(Debug, Default)]
pub(super) struct Layers {
    /// The items of each layer, in order.
    pub(super) layers: Vec<Vec<usize>>,
    /// From an item to one of the next layer.
    pub(super) links: Vec<(usize, usize)>,
}

/// The neighbours of each item: those before, and those behind.
struct Joined {
    before: Vec<Vec<usize>>,
    behind: Vec<Vec<usize>>,
}

impl Joined {
    /// The layers in the order of a sweep, each with the neighbours that its items go to: to and fro in turns.
    fn sweep(&self, sweep: usize, layers: usize) -> impl Iterator<Item = (usize, &[Vec<usize>])> {
        let is_back = sweep % 2 == 1;
        (0..layers).map(move |step| match is_back {
            false => (step, &*self.before),
            true => (layers - 1 - step, &*self.behind),
        })
    }
}

impl Layers {
    /// How many items there are.
    fn len(&self) -> usize {
        let items = self.layers.iter().flatten();
        items.max().map_or(0, |most| most + 1)
    }

    fn joined(&self) -> Joined {
        let mut joined = Joined {
            before: vec![Vec::new(); self.len()],
            behind: vec![Vec::new(); self.len()],
        };
        for &(from, to) in &self.links {
            joined.behind[from].push(to);
            joined.before[to].push(from);
        }
        joined
    }

    /// The place of each item in its layer.
    pub(super) fn places(&self) -> Vec<usize> {
        let mut places = vec![0; self.len()];
        for layer in &self.layers {
            for (place, &item) in layer.iter().enumerate() {
                places[item] = place;
            }
        }
        places
    }

    /// Orders the layers so that few lines cross; the first `kept` items of a layer keep their places.
    pub(super) fn untangle(&mut self, kept: &dyn Fn(usize) -> usize) {
        let joined = self.joined();
        let mut best = (self.crossings(), self.layers.clone());
        for sweep in 0..SWEEPS {
            for (at, toward) in joined.sweep(sweep, self.layers.len()) {
                let places = self.places();
                let mean = |item: &usize| {
                    let near = &toward[*item];
                    match near.len() {
                        // What is joined to nothing there stays.
                        0 => places[*item] as f64,
                        count => {
                            near.iter().map(|&near| places[near] as f64).sum::<f64>() / count as f64
                        }
                    }
                };
                let layer = &mut self.layers[at];
                let kept = kept(at).min(layer.len());
                let means = layer[kept..].iter().map(|item| (mean(item), *item));
                let mut means: Vec<(f64, usize)> = means.collect();
                means.sort_by(|one, other| one.0.total_cmp(&other.0));
                for (place, (_, item)) in layer[kept..].iter_mut().zip(means) {
                    *place = item;
                }
            }
            let crossings = self.crossings();
            if crossings < best.0 {
                best = (crossings, self.layers.clone());
            }
        }
        self.layers = best.1;
    }

    /// How many pairs of lines cross.
    pub(super) fn crossings(&self) -> usize {
        let places = self.places();
        let mut layer_of = vec![0; places.len()];
        for (at, layer) in self.layers.iter().enumerate() {
            layer.iter().for_each(|&item| layer_of[item] = at);
        }
        let mut between: Vec<Vec<(usize, usize)>> = vec![Vec::new(); self.layers.len()];
        for &(from, to) in &self.links {
            between[layer_of[from]].push((places[from], places[to]));
        }
        between.into_iter().map(inversions).sum()
    }

    /// The top of each item, so that it is near to what it is joined to, and `gap` below the one before it.
    pub(super) fn heights(&self, size: &dyn Fn(usize) -> usize, gap: usize) -> Vec<usize> {
        let joined = self.joined();
        let mut tops = vec![0.0; self.len()];
        for layer in &self.layers {
            let mut below = 0.0;
            for &item in layer {
                tops[item] = below;
                below += (size(item) + gap) as f64;
            }
        }
        for sweep in 0..SWEEPS {
            for (at, toward) in joined.sweep(sweep, self.layers.len()) {
                let layer = &self.layers[at];
                let wanted = layer.iter().map(|&item| {
                    let near = &toward[item];
                    let middle = |item: usize| tops[item] + size(item) as f64 / 2.0;
                    match near.len() {
                        0 => tops[item],
                        count => {
                            let sum: f64 = near.iter().map(|&near| middle(near)).sum();
                            sum / count as f64 - size(item) as f64 / 2.0
                        }
                    }
                });
                let wanted: Vec<f64> = wanted.collect();
                let sizes: Vec<f64> = layer
                    .iter()
                    .map(|&item| (size(item) + gap) as f64)
                    .collect();
                for (&item, top) in layer.iter().zip(settled(&wanted, &sizes)) {
                    tops[item] = top;
                }
            }
        }
        let least = tops.iter().copied().fold(f64::INFINITY, f64::min);
        tops.into_iter()
            .map(|top| (top - least).round() as usize)
            .collect()
    }
}

/// How many pairs are in the other order by the second than by the first.
fn inversions(mut pairs: Vec<(usize, usize)>) -> usize {
    pairs.sort_unstable();
    let most = pairs
        .iter()
        .map(|&(_, second)| second)
        .max()
        .map_or(0, |most| most + 1);
    // A tree of counts (Fenwick): how many were seen up to each place.
    let mut counts = vec![0_usize; most + 1];
    let mut found = 0;
    for (seen, &(_, second)) in pairs.iter().enumerate() {
        let (mut at, mut before) = (second + 1, 0);
        while at > 0 {
            before += counts[at];
            at &= at - 1;
        }
        found += seen - before;
        let mut at = second + 1;
        while at <= most {
            counts[at] += 1;
            at += at & at.wrapping_neg();
        }
    }
    found
}

/// Places as near as can be to those wanted, in the same order, and each far enough behind the one before: those that would
/// meet are moved together (isotonic regression).
fn settled(wanted: &[f64], sizes: &[f64]) -> Vec<f64> {
    // Runs that move together: the sum of what each wants less what stands before it, and how many they are.
    let mut runs: Vec<(f64, usize)> = Vec::new();
    let mut before = 0.0;
    for (want, size) in wanted.iter().zip(sizes) {
        runs.push((want - before, 1));
        before += size;
        while let [.., one, other] = &runs[..]
            && one.0 / one.1 as f64 > other.0 / other.1 as f64
        {
            let joined = (one.0 + other.0, one.1 + other.1);
            runs.truncate(runs.len() - 2);
            runs.push(joined);
        }
    }
    let mut places = Vec::with_capacity(wanted.len());
    let mut before = 0.0;
    for (sum, count) in runs {
        for _ in 0..count {
            places.push(sum / count as f64 + before);
            before += sizes[places.len() - 1];
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::{Layers, settled};

    #[test]
    fn lines_that_need_not_cross_do_not() {
        let mut tangled = Layers {
            layers: vec![vec![0, 1, 2], vec![3, 4, 5]],
            links: vec![(0, 5), (1, 4), (2, 3), (0, 4)],
        };
        assert_eq!(tangled.crossings(), 4);
        tangled.untangle(&|_| 0);
        assert_eq!(tangled.crossings(), 0);
        let mut kept = Layers {
            layers: vec![vec![0, 1], vec![2, 3]],
            links: vec![(0, 3), (1, 2)],
        };
        kept.untangle(&|layer| if layer == 0 { 2 } else { 0 });
        assert_eq!((kept.crossings(), &kept.layers[0]), (0, &vec![0, 1]));
    }

    #[test]
    fn each_stands_beside_what_it_is_joined_to() {
        assert_eq!(settled(&[0.0, 50.0], &[10.0, 10.0]), [0.0, 50.0]);
        assert_eq!(settled(&[20.0, 20.0], &[10.0, 10.0]), [15.0, 25.0]);
        let layers = Layers {
            layers: vec![vec![0], vec![1, 2, 3]],
            links: vec![(0, 1), (0, 2), (0, 3)],
        };
        assert_eq!(layers.heights(&|_| 40, 10), [50, 0, 50, 100]);
    }
}
