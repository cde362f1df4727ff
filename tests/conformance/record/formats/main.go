// Writes texts, by hand and by chance, with what the API server's formats make of them: one row of JSON each, of a format, a
// text and whether the text has it. The argument is how many there are by chance of each format, twice.
package main

import (
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"sort"
	"strings"

	"k8s.io/kube-openapi/pkg/validation/strfmt"
)

var texts = map[string][]string{
	"bsonobjectid":   {"507f1f77bcf86cd799439011", "507F1F77BCF86CD799439011"},
	"byte":           {"aGVsbG8=", "YQ==", "aGVsbG8", "aGVs\nbG8=", "a-_b"},
	"cidr":           {"10.0.0.0/8", "10.0.0.1/08", "fd00::/64", "010.0.0.0/8", "10.0.0.0/33", "::ffff:10.0.0.0/96"},
	"creditcard":     {"4220855426222389", "4220 8554 2622 2389", "5139288802098206", "374953669708156", "6011464355444102", "3548209662790989", "30190239451016", "30569309025904", "4222222222222", "180012345678901", "6500000000000002"},
	"date":           {"2026-01-31", "2026-02-29", "2024-02-29"},
	"date-time":      {"2026-01-31T12:00:00Z", "2026-01-31t12:00:00.5+01:00", "2026-01-31T24:00:00Z", "2026-01-31T12:00:60z"},
	"duration":       {"1h30m", "1.5s", "0", "-2h", "2 days", "3 parsecs", "5", "1w 2d", ".5h", "1 hours"},
	"email":          {"ann@example.com", "Ann <ann@example.com>", "\"Ann B\" <ann@example.com>", "ann@[10.0.0.1]", "ann@example..com", "ann @example.com", "ann@ example.com", "ann@example.com (home)", "ann@example.com (", "friends: ann@example.com;", "friends: a@b.c, d@e.f;", "friends:;", "\"\"@example.com", "\"a b\"@example.com", "a\\b@c", "ünï@exämple.de", "<ann@example.com", "Ann B. <ann@example.com> x", "ann", "(note) ann@example.com", "Ann (note) <ann@example.com>", ".ann@example.com", "ann@example.com."},
	"hexcolor":       {"#ff8800", "f80", "#ff880"},
	"hostname":       {"shop.example.com", "shop", "my-host", "m-yhost", "m-", "-m", "a.b", "a.bc", "a.b-c", "a_b.com", "shop.example.com.", "1.2.3.4", "münchen.de", "a.münchen", "a+b.com", "☃.net", "x.y2"},
	"ipv4":           {"10.0.0.1", "010.0.0.1", "10.0.0.256", "::ffff:10.0.0.1", "10.0.1"},
	"ipv6":           {"fd00::1", "::", "::ffff:10.0.0.1", "fe80::1%eth0", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7"},
	"isbn":           {"0321751043", "978-0321751041", "3 401 01319 X", "9784873113685"},
	"isbn10":         {"0321751043", "3-8362-2119-5", "3 401 01319 X", "978-0321751041"},
	"isbn13":         {"978-3-8362-2119-1", "0321751043", "9784873113685"},
	"k8s-long-name":  {"shop.example.com", "Shop", "a..b", "a-.b"},
	"k8s-short-name": {"shop-1", "shop.1", "-shop", "Shop"},
	"mac":            {"00:00:5e:00:53:01", "00-00-5e-00-53-01", "0000.5e00.5301", "00:00:5e:00:53", "02:00:5e:10:00:00:00:01", "00:00-5e:00:53:01"},
	"password":       {""},
	"rgbcolor":       {"rgb(255,136,0)", "rgb( 1 , 2 , 3 )", "rgb(01,2,3)", "rgb(256,2,3)", "rgba(1,2,3)"},
	"ssn":            {"111-22-3333", "111 22 3333", "111223333"},
	"uri":            {"https://example.com", "/a/b", "example.com", "mailto:ann@example.com", "https://exa mple.com", "*", "https://example.com:port"},
	"uuid":           {"123e4567-e89b-12d3-a456-426614174000", "123E4567e89b12d3a456426614174000"},
	"uuid3":          {"6fa459ea-ee8a-3ca4-894e-db77e160355e", "6fa459ea-ee8a-3ca4-094e-db77e160355e"},
	"uuid4":          {"16fd2706-8baf-433b-82eb-8c7fada847da", "16fd2706-8baf-433b-02eb-8c7fada847da"},
	"uuid5":          {"886313e1-3b8a-5372-9b90-0c9aee199e5d", "886313e1-3b8a-4372-9b90-0c9aee199e5d"},
}

const letters = "0123456789abcdefXZ-.:/@ +()<>\"\\,;[]_%#éß☃\t"

// changed is a text with letters left out, put in or exchanged.
func changed(chance *rand.Rand, text string) string {
	of, all := []rune(text), []rune(letters)
	for range 1 + chance.Intn(2) {
		at := chance.Intn(len(of) + 1)
		put := []rune{all[chance.Intn(len(all))]}
		switch from := chance.Intn(3); {
		case from == 0 && at < len(of):
			of = append(of[:at:at], of[at+1:]...)
		case from == 1 && at < len(of):
			of = append(append(of[:at:at], put...), of[at+1:]...)
		default:
			of = append(append(of[:at:at], put...), of[at:]...)
		}
	}
	return string(of)
}

func main() {
	chance := rand.New(rand.NewSource(1))
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	count := 20
	if len(os.Args) > 1 {
		fmt.Sscan(os.Args[1], &count)
	}
	var names, all []string
	for name, those := range texts {
		names, all = append(names, name), append(all, those...)
	}
	sort.Strings(names)
	sort.Strings(all)
	for _, name := range names {
		rows := append([]string{"", strings.Repeat("a", 64), strings.Repeat("ab.", 86) + "com"}, texts[name]...)
		for range count {
			rows = append(rows, changed(chance, texts[name][chance.Intn(len(texts[name]))]), all[chance.Intn(len(all))])
		}
		seen := map[string]bool{}
		for _, text := range rows {
			if !seen[text] {
				seen[text] = true
				out.Encode([]any{name, text, strfmt.Default.Validates(name, text)})
			}
		}
	}
}
