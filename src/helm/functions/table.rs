//! Which functions there are, with the types of their parameters. Source: `sprig.TxtFuncMap` of Sprig 3.3 and `pkg/engine` of
//! Helm 3.22, which takes `env` and `expandenv` away.

use super::call::{Answer, Call};
use super::{
    case, certificate, chance, cipher, dates, decimal, decoded, dict, encode, hash, join,
    json_write, list, logic, math, merge, password, paths, patterns, print, toml_read, toml_write,
    trim, types, urls, version, yaml,
};
use crate::template::Type::{Any, Bool, Float64, Int, List, Map, Object, String as Text};
use crate::template::{Type, Value};

/// A function.
pub(super) struct Entry {
    /// What templates call it.
    pub(super) name: &'static str,
    /// The types of the parameters that must be given.
    pub(super) parameters: &'static [Type],
    /// The type of any number of others behind them.
    pub(super) rest: Option<Type>,
    /// What it does.
    pub(super) does: Does,
}

/// What a function does.
#[derive(Clone, Copy)]
pub(super) enum Does {
    /// It makes a value of its arguments.
    Makes(fn(&[Value], &Call<'_>) -> Answer),
    /// It executes a template of the set.
    Include,
    /// It executes a text.
    Tpl,
    /// It stops where nothing is given.
    Required,
    /// It stops.
    Fail,
}

const TIME: Type = Object("time.Time");
const CERTIFICATE: Type = Object("sprig.certificate");

macro_rules! table {
    ($($name:literal: [$($type:expr),*] $(.. $rest:expr)? => $does:expr;)*) => {
        &[$(Entry {
            name: $name,
            parameters: &[$($type),*],
            rest: { const REST: &[Type] = &[$($rest)?]; match REST { [rest] => Some(*rest), _ => None } },
            does: $does,
        },)*]
    };
}

use Does::Makes;

/// All functions, in the order of their names.
pub(super) static FUNCTIONS: &[Entry] = table! {
    "abbrev": [Int, Text] => Makes(join::abbrev);
    "abbrevboth": [Int, Int, Text] => Makes(join::abbrevboth);
    "add": [] .. Any => Makes(math::add);
    "add1": [Any] => Makes(math::add1);
    "add1f": [Any] => Makes(decimal::add1f);
    "addf": [] .. Any => Makes(decimal::addf);
    "adler32sum": [Text] => Makes(hash::adler32sum);
    "ago": [Any] => Makes(dates::ago);
    "all": [] .. Any => Makes(logic::all);
    "any": [] .. Any => Makes(logic::any_of);
    "append": [Any, Any] => Makes(list::append);
    "atoi": [Text] => Makes(math::atoi);
    "b32dec": [Text] => Makes(encode::b32dec);
    "b32enc": [Text] => Makes(encode::b32enc);
    "b64dec": [Text] => Makes(encode::b64dec);
    "b64enc": [Text] => Makes(encode::b64enc);
    "base": [Text] => Makes(paths::base);
    "bcrypt": [Text] => Makes(chance::bcrypt);
    "biggest": [Any] .. Any => Makes(math::max);
    "buildCustomCert": [Text, Text] => Makes(certificate::build_custom_cert);
    "camelcase": [Text] => Makes(case::camelcase);
    "cat": [] .. Any => Makes(join::cat);
    "ceil": [Any] => Makes(math::ceil);
    "chunk": [Int, Any] => Makes(list::chunk);
    "clean": [Text] => Makes(paths::clean);
    "coalesce": [] .. Any => Makes(logic::coalesce);
    "compact": [Any] => Makes(list::compact);
    "concat": [] .. Any => Makes(list::concat);
    "contains": [Text, Text] => Makes(join::contains);
    "date": [Text, Any] => Makes(dates::date);
    "dateInZone": [Text, Any, Text] => Makes(dates::date_in_zone);
    "dateModify": [Text, TIME] => Makes(dates::date_modify);
    "date_in_zone": [Text, Any, Text] => Makes(dates::date_in_zone);
    "date_modify": [Text, TIME] => Makes(dates::date_modify);
    "decryptAES": [Text, Text] => Makes(cipher::decrypt_aes);
    "deepCopy": [Any] => Makes(dict::deep_copy);
    "deepEqual": [Any, Any] => Makes(types::deep_equal);
    "default": [Any] .. Any => Makes(logic::default);
    "derivePassword": [Int, Text, Text, Text, Text] => Makes(password::derive_password);
    "dict": [] .. Any => Makes(dict::dict);
    "dig": [] .. Any => Makes(dict::dig);
    "dir": [Text] => Makes(paths::dir);
    "div": [Any, Any] => Makes(math::div);
    "divf": [Any] .. Any => Makes(decimal::divf);
    "duration": [Any] => Makes(dates::duration);
    "durationRound": [Any] => Makes(dates::duration_round);
    "empty": [Any] => Makes(logic::empty);
    "encryptAES": [Text, Text] => Makes(cipher::encrypt_aes);
    "ext": [Text] => Makes(paths::ext);
    "fail": [Text] => Does::Fail;
    "first": [Any] => Makes(list::first);
    "float64": [Any] => Makes(math::to_float64);
    "floor": [Any] => Makes(math::floor);
    "fromJson": [Text] => Makes(decoded::from_json);
    "fromJsonArray": [Text] => Makes(decoded::from_json_array);
    "fromToml": [Text] => Makes(toml_read::from_toml);
    "fromYaml": [Text] => Makes(yaml::from_yaml);
    "fromYamlArray": [Text] => Makes(yaml::from_yaml_array);
    "genCA": [Text, Int] => Makes(certificate::gen_ca);
    "genCAWithKey": [Text, Int, Text] => Makes(certificate::gen_ca_with_key);
    "genPrivateKey": [Text] => Makes(certificate::gen_private_key);
    "genSelfSignedCert": [Text, List, List, Int] => Makes(certificate::gen_self_signed);
    "genSelfSignedCertWithKey": [Text, List, List, Int, Text] => Makes(certificate::gen_self_signed_with_key);
    "genSignedCert": [Text, List, List, Int, CERTIFICATE] => Makes(certificate::gen_signed);
    "genSignedCertWithKey": [Text, List, List, Int, CERTIFICATE, Text] => Makes(certificate::gen_signed_with_key);
    "get": [Map, Text] => Makes(dict::get);
    "getHostByName": [Text] => Makes(logic::no_host);
    "has": [Any, Any] => Makes(list::has);
    "hasKey": [Map, Text] => Makes(dict::has_key);
    "hasPrefix": [Text, Text] => Makes(join::has_prefix);
    "hasSuffix": [Text, Text] => Makes(join::has_suffix);
    "hello": [] => Makes(logic::hello);
    "htmlDate": [Any] => Makes(dates::html_date);
    "htmlDateInZone": [Any, Text] => Makes(dates::html_date_in_zone);
    "htpasswd": [Text, Text] => Makes(chance::htpasswd);
    "include": [Text, Any] => Does::Include;
    "indent": [Int, Text] => Makes(join::indent);
    "initial": [Any] => Makes(list::initial);
    "initials": [Text] => Makes(join::initials);
    "int": [Any] => Makes(math::to_int_);
    "int64": [Any] => Makes(math::to_int64);
    "isAbs": [Text] => Makes(paths::is_abs);
    "join": [Text, Any] => Makes(join::join);
    "kebabcase": [Text] => Makes(case::kebabcase);
    "keys": [] .. Map => Makes(dict::keys);
    "kindIs": [Text, Any] => Makes(types::kind_is);
    "kindOf": [Any] => Makes(types::kind_of);
    "last": [Any] => Makes(list::last);
    "list": [] .. Any => Makes(list::list);
    "lookup": [Text, Text, Text, Text] => Makes(logic::lookup);
    "lower": [Text] => Makes(case::lower);
    "max": [Any] .. Any => Makes(math::max);
    "maxf": [Any] .. Any => Makes(math::maxf);
    "merge": [Map] .. Map => Makes(merge::merge);
    "mergeOverwrite": [Map] .. Map => Makes(merge::merge_overwrite);
    "min": [Any] .. Any => Makes(math::min);
    "minf": [Any] .. Any => Makes(math::minf);
    "mod": [Any, Any] => Makes(math::modulo);
    "mul": [Any] .. Any => Makes(math::mul);
    "mulf": [Any] .. Any => Makes(decimal::mulf);
    "mustAppend": [Any, Any] => Makes(list::append);
    "mustChunk": [Int, Any] => Makes(list::chunk);
    "mustCompact": [Any] => Makes(list::compact);
    "mustDateModify": [Text, TIME] => Makes(dates::must_date_modify);
    "mustDeepCopy": [Any] => Makes(dict::deep_copy);
    "mustFirst": [Any] => Makes(list::first);
    "mustFromJson": [Text] => Makes(decoded::must_from_json);
    "mustHas": [Any, Any] => Makes(list::has);
    "mustInitial": [Any] => Makes(list::initial);
    "mustLast": [Any] => Makes(list::last);
    "mustMerge": [Map] .. Map => Makes(merge::merge);
    "mustMergeOverwrite": [Map] .. Map => Makes(merge::merge_overwrite);
    "mustPrepend": [Any, Any] => Makes(list::prepend);
    "mustPush": [Any, Any] => Makes(list::append);
    "mustRegexFind": [Text, Text] => Makes(patterns::regex_find);
    "mustRegexFindAll": [Text, Text, Int] => Makes(patterns::regex_find_all);
    "mustRegexMatch": [Text, Text] => Makes(patterns::must_regex_match);
    "mustRegexReplaceAll": [Text, Text, Text] => Makes(patterns::regex_replace_all);
    "mustRegexReplaceAllLiteral": [Text, Text, Text] => Makes(patterns::regex_replace_all_literal);
    "mustRegexSplit": [Text, Text, Int] => Makes(patterns::regex_split);
    "mustRest": [Any] => Makes(list::rest);
    "mustReverse": [Any] => Makes(list::reverse);
    "mustSlice": [Any] .. Any => Makes(list::slice);
    "mustToDate": [Text, Text] => Makes(dates::must_to_date);
    "mustToJson": [Any] => Makes(json_write::must_to_json);
    "mustToPrettyJson": [Any] => Makes(json_write::must_to_pretty_json);
    "mustToRawJson": [Any] => Makes(json_write::to_raw_json);
    "mustUniq": [Any] => Makes(list::uniq);
    "mustWithout": [Any] .. Any => Makes(list::without);
    "must_date_modify": [Text, TIME] => Makes(dates::must_date_modify);
    "nindent": [Int, Text] => Makes(join::nindent);
    "nospace": [Text] => Makes(trim::nospace);
    "now": [] => Makes(dates::now);
    "omit": [Map] .. Text => Makes(dict::omit);
    "osBase": [Text] => Makes(paths::base);
    "osClean": [Text] => Makes(paths::clean);
    "osDir": [Text] => Makes(paths::dir);
    "osExt": [Text] => Makes(paths::ext);
    "osIsAbs": [Text] => Makes(paths::is_abs);
    "pick": [Map] .. Text => Makes(dict::pick);
    "pluck": [Text] .. Map => Makes(dict::pluck);
    "plural": [Text, Text, Int] => Makes(case::plural);
    "prepend": [Any, Any] => Makes(list::prepend);
    "push": [Any, Any] => Makes(list::append);
    "quote": [] .. Any => Makes(join::quote);
    "randAlpha": [Int] => Makes(chance::rand_alpha);
    "randAlphaNum": [Int] => Makes(chance::rand_alpha_num);
    "randAscii": [Int] => Makes(chance::rand_ascii);
    "randBytes": [Int] => Makes(chance::rand_bytes);
    "randInt": [Int, Int] => Makes(chance::rand_int);
    "randNumeric": [Int] => Makes(chance::rand_numeric);
    "regexFind": [Text, Text] => Makes(patterns::regex_find);
    "regexFindAll": [Text, Text, Int] => Makes(patterns::regex_find_all);
    "regexMatch": [Text, Text] => Makes(patterns::regex_match);
    "regexQuoteMeta": [Text] => Makes(patterns::regex_quote_meta);
    "regexReplaceAll": [Text, Text, Text] => Makes(patterns::regex_replace_all);
    "regexReplaceAllLiteral": [Text, Text, Text] => Makes(patterns::regex_replace_all_literal);
    "regexSplit": [Text, Text, Int] => Makes(patterns::regex_split);
    "repeat": [Int, Text] => Makes(trim::repeat);
    "replace": [Text, Text, Text] => Makes(join::replace);
    "required": [Text, Any] => Does::Required;
    "rest": [Any] => Makes(list::rest);
    "reverse": [Any] => Makes(list::reverse);
    "round": [Any, Int] .. Float64 => Makes(math::round);
    "semver": [Text] => Makes(version::semver);
    "semverCompare": [Text, Text] => Makes(version::semver_compare);
    "seq": [] .. Int => Makes(math::seq);
    "set": [Map, Text, Any] => Makes(dict::set);
    "sha1sum": [Text] => Makes(hash::sha1sum);
    "sha256sum": [Text] => Makes(hash::sha256sum);
    "sha512sum": [Text] => Makes(hash::sha512sum);
    "shuffle": [Text] => Makes(chance::shuffle);
    "slice": [Any] .. Any => Makes(list::slice);
    "snakecase": [Text] => Makes(case::snakecase);
    "sortAlpha": [Any] => Makes(list::sort_alpha);
    "split": [Text, Text] => Makes(dict::split);
    "splitList": [Text, Text] => Makes(trim::split_list);
    "splitn": [Text, Int, Text] => Makes(dict::splitn);
    "squote": [] .. Any => Makes(join::squote);
    "sub": [Any, Any] => Makes(math::sub);
    "subf": [Any] .. Any => Makes(decimal::subf);
    "substr": [Int, Int, Text] => Makes(trim::substr);
    "swapcase": [Text] => Makes(case::swapcase);
    "ternary": [Any, Any, Bool] => Makes(logic::ternary);
    "title": [Text] => Makes(case::title);
    "toDate": [Text, Text] => Makes(dates::to_date);
    "toDecimal": [Any] => Makes(math::to_decimal);
    "toJson": [Any] => Makes(json_write::to_json);
    "toPrettyJson": [Any] => Makes(json_write::to_pretty_json);
    "toRawJson": [Any] => Makes(json_write::to_raw_json);
    "toString": [Any] => Makes(print::to_string);
    "toStrings": [Any] => Makes(print::to_strings);
    "toToml": [Any] => Makes(toml_write::to_toml);
    "toYaml": [Any] => Makes(yaml::to_yaml);
    "toYamlPretty": [Any] => Makes(yaml::to_yaml_pretty);
    "tpl": [Text, Any] => Does::Tpl;
    "trim": [Text] => Makes(trim::trim);
    "trimAll": [Text, Text] => Makes(trim::trim_all);
    "trimPrefix": [Text, Text] => Makes(trim::trim_prefix);
    "trimSuffix": [Text, Text] => Makes(trim::trim_suffix);
    "trimall": [Text, Text] => Makes(trim::trim_all);
    "trunc": [Int, Text] => Makes(trim::trunc);
    "tuple": [] .. Any => Makes(list::list);
    "typeIs": [Text, Any] => Makes(types::type_is);
    "typeIsLike": [Text, Any] => Makes(types::type_is_like);
    "typeOf": [Any] => Makes(types::type_of);
    "uniq": [Any] => Makes(list::uniq);
    "unixEpoch": [TIME] => Makes(dates::unix_epoch);
    "unset": [Map, Text] => Makes(dict::unset);
    "until": [Int] => Makes(math::until);
    "untilStep": [Int, Int, Int] => Makes(math::until_step);
    "untitle": [Text] => Makes(case::untitle);
    "upper": [Text] => Makes(case::upper);
    "urlJoin": [Map] => Makes(urls::url_join);
    "urlParse": [Text] => Makes(urls::url_parse);
    "uuidv4": [] => Makes(chance::uuidv4);
    "values": [Map] => Makes(dict::values);
    "without": [Any] .. Any => Makes(list::without);
    "wrap": [Int, Text] => Makes(join::wrap);
    "wrapWith": [Int, Text, Text] => Makes(join::wrap_with);
};

/// The function of a name, by its number.
pub(super) fn find(name: &str) -> Option<usize> {
    FUNCTIONS
        .binary_search_by(|entry| entry.name.cmp(name))
        .ok()
}
