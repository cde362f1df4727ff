//! Estimates of calls.

use super::estimator::{Estimator, NOTHING};
use super::operands::Operand;
use super::path::Step;
use super::{Bounds, CallEstimate, Operands};
use crate::cel::environment::Meaning;
use crate::cel::function::{Cost, Overload};
use crate::cel::tree::{Form, Id, Literal};

/// What a call is given.
struct Given<'c> {
    /// The arguments, without the target.
    arguments: &'c [Id],
    /// What each argument costs.
    costs: Vec<Bounds>,
    /// What is known of the operands, the target first.
    operands: Vec<Operand>,
}

impl Estimator<'_> {
    pub(super) fn call(&mut self, id: Id, target: Option<Id>, arguments: &[Id]) -> Bounds {
        let program = self.program;
        let Meaning::Call {
            overloads,
            namespaced,
        } = program.meaning(id)
        else {
            return Bounds::exactly(0);
        };
        let target = target.filter(|_| !namespaced);
        if let [Overload { id: "to_dyn", .. }] = **overloads
            && let [argument] = *arguments
        {
            let cost = self.cost(argument) + Bounds::exactly(1);
            self.copy_sizes(id, argument);
            return cost;
        }
        // The target comes last: paths that share memory are written in this order.
        let mut given = Given {
            arguments,
            costs: Vec::new(),
            operands: Vec::new(),
        };
        for argument in arguments {
            given.costs.push(self.cost(*argument));
            given.operands.push(self.operand(*argument));
        }
        let mut sum = Bounds::exactly(0);
        if let Some(target) = target {
            sum = self.cost(target);
            given.operands.insert(0, self.operand(target));
        }
        sum + self.overloads(id, overloads, &given)
    }

    fn operand(&mut self, id: Id) -> Operand {
        let number = match &self.program.expression.node(id).form {
            Form::Literal(Literal::Int(number)) => Some(*number),
            _ => None,
        };
        Operand {
            path: self.path(id),
            of: self.program.type_of(id).clone(),
            size: self.size(id),
            number,
        }
    }

    /// What holds the costs of all overloads that may be called.
    fn overloads(&mut self, id: Id, overloads: &[&'static Overload], given: &Given<'_>) -> Bounds {
        let mut cost = NOTHING;
        let mut size: Option<Bounds> = None;
        for overload in overloads {
            let estimate = self.overload(id, overload, given);
            cost = cost.or(estimate.cost);
            size = match (size, estimate.size) {
                (Some(one), Some(other)) => Some(one.or(other)),
                (one, other) => one.or(other),
            };
            if let Some(step) = indexed(overload)
                && let Some(of) = given.arguments.first()
            {
                size = self.entries_of(*of).map(|entries| entries.value);
                self.paths[id.0 as usize] = self.path(*of).then(step);
            }
            if size.is_none() {
                size = self.size(id);
            }
        }
        if size.is_some() {
            self.known[id.0 as usize] = size;
        }
        cost
    }

    fn overload(&mut self, id: Id, overload: &'static Overload, given: &Given<'_>) -> CallEstimate {
        let Given {
            arguments,
            costs,
            operands,
        } = given;
        let all = || {
            costs
                .iter()
                .fold(Bounds::exactly(0), |sum, cost| sum + *cost)
        };
        match (overload.id, &**costs, *arguments) {
            // The second operand may be passed over.
            ("logical_and" | "logical_or", [first, second], _) => {
                CallEstimate::of(Bounds::new(first.least, (*first + *second).most))
            }
            ("conditional", [condition, yes, no], [_, if_yes, if_no]) => {
                let size = self
                    .size_or_unknown(*if_yes)
                    .or(self.size_or_unknown(*if_no));
                self.join_entries(id, *if_yes, *if_no);
                CallEstimate::sized(*condition + yes.or(*no), size)
            }
            _ => {
                if let ("add_list" | "add_string" | "add_bytes", [one, other]) =
                    (overload.id, *arguments)
                {
                    self.join_entries(id, *one, *other);
                }
                let own = self.own(overload, operands);
                CallEstimate {
                    cost: own.cost + all(),
                    size: own.size,
                }
            }
        }
    }

    /// What is within a result is of one operand or of the other.
    fn join_entries(&mut self, id: Id, one: Id, other: Id) {
        if let (Some(one), Some(other)) = (self.entries_of(one), self.entries_of(other)) {
            self.entries[id.0 as usize] = Some(one.or(other));
        }
    }

    /// What a call costs by itself.
    fn own(&self, overload: &Overload, operands: &[Operand]) -> CallEstimate {
        match overload.cost {
            Cost::Fixed(cost) => CallEstimate::of(Bounds::exactly(cost)),
            Cost::Of { estimated, .. } => estimated(&mut Operands {
                operands,
                sizes: self.sizes,
            }),
        }
    }
}

/// What a call goes to within its first operand.
fn indexed(overload: &Overload) -> Option<Step> {
    match overload.id {
        "index_list" => Some(Step::Items),
        "index_map" => Some(Step::Values),
        _ => None,
    }
}
