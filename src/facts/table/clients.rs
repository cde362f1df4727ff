//! Programs that reach a peer and fail where it does not answer, by the way in which they are told of it.
//!
//! Only what a program's own documentation says belongs here.

use crate::facts::clients::{Client, Operand, client};

const PG_HOST: &[&str] = &["-h", "--host"];
const PG_PORT: &[&str] = &["-p", "--port"];
const MYSQL_PORT: &[&str] = &["-P", "--port"];

#[rustfmt::skip]
pub(in crate::facts) static CLIENTS: &[Client] = &[
    // https://docs.djangoproject.com/, https://laravel.com/docs/database#configuration
    client("artisan", 3306).says("migrate").host_env("DB_HOST").port_env("DB_PORT"),
    // https://atlasgo.io/cli-reference
    client("atlas", 0).says("apply").url_flags(&["-u", "--url"]),
    // https://clickhouse.com/docs/interfaces/cli
    client("clickhouse-client", 9000).host_flags(PG_HOST).port_flags(&["--port"]).local(),
    // https://cassandra.apache.org/doc/latest/cassandra/managing/tools/cqlsh.html
    client("cqlsh", 9042).operand(Operand::HostAndPort).local(),
    // https://curl.se/docs/manpage.html
    client("curl", 80).operand(Operand::Address),
    // https://github.com/amacneil/dbmate
    client("dbmate", 0).url_flags(&["-u", "--url"]).url_env("DATABASE_URL"),
    // https://github.com/jwilder/dockerize
    client("dockerize", 0).url_flags(&["-wait", "--wait"]),
    // https://etcd.io/docs/latest/dev-guide/interacting_v3/
    client("etcdctl", 2379).unless("restore").url_flags(&["--endpoints"]).local(),
    // https://documentation.red-gate.com/flyway/reference/configuration
    client("flyway", 0).url_flags(&["-url"]).url_env("FLYWAY_URL"),
    // https://pressly.github.io/goose/documentation/environment-variables/
    client("goose", 0).operand(Operand::Address).url_env("GOOSE_DBSTRING"),
    // https://github.com/grpc-ecosystem/grpc-health-probe
    client("grpc_health_probe", 0).url_flags(&["-addr", "--addr"]),
    // https://kafka.apache.org/documentation/#operations
    client("kafka-topics", 9092).url_flags(&["--bootstrap-server"]),
    client("kafka-broker-api-versions", 9092).url_flags(&["--bootstrap-server"]),
    // https://docs.liquibase.com/commands/home.html
    client("liquibase", 0).url_flags(&["--url"]).url_env("LIQUIBASE_COMMAND_URL"),
    // https://github.com/golang-migrate/migrate/tree/master/cmd/migrate
    client("migrate", 0).url_flags(&["-database", "--database"]),
    // https://www.mongodb.com/docs/mongodb-shell/reference/options/
    client("mongo", 27017).host_flags(&["--host"]).port_flags(&["--port"]).operand(Operand::Url).local(),
    client("mongosh", 27017).host_flags(&["--host"]).port_flags(&["--port"]).operand(Operand::Url).local(),
    // https://dev.mysql.com/doc/refman/8.4/en/connecting.html
    client("mariadb", 3306).host_flags(PG_HOST).port_flags(MYSQL_PORT).host_env("MYSQL_HOST").local(),
    client("mariadb-admin", 3306).host_flags(PG_HOST).port_flags(MYSQL_PORT).host_env("MYSQL_HOST").local(),
    client("mysql", 3306).host_flags(PG_HOST).port_flags(MYSQL_PORT).host_env("MYSQL_HOST").local(),
    client("mysqladmin", 3306).host_flags(PG_HOST).port_flags(MYSQL_PORT).host_env("MYSQL_HOST").local(),
    client("mysqldump", 3306).host_flags(PG_HOST).port_flags(MYSQL_PORT),
    client("mysqlsh", 3306).host_flags(PG_HOST).port_flags(MYSQL_PORT).operand(Operand::Url),
    // https://man.openbsd.org/nc.1
    client("nc", 0).operand(Operand::HostAndPort).unless("-l"),
    client("ncat", 0).operand(Operand::HostAndPort).unless("-l"),
    client("netcat", 0).operand(Operand::HostAndPort).unless("-l"),
    // https://www.postgresql.org/docs/current/libpq-envars.html
    client("createdb", 5432).host_flags(PG_HOST).port_flags(PG_PORT).host_env("PGHOST").port_env("PGPORT"),
    client("pg_dump", 5432).host_flags(PG_HOST).port_flags(PG_PORT).operand(Operand::Url).host_env("PGHOST").port_env("PGPORT"),
    client("pg_isready", 5432).local().host_flags(PG_HOST).port_flags(PG_PORT).url_flags(&["-d", "--dbname"]).host_env("PGHOST").port_env("PGPORT"),
    client("pg_restore", 5432).host_flags(PG_HOST).port_flags(PG_PORT).url_flags(&["-d", "--dbname"]).host_env("PGHOST").port_env("PGPORT"),
    client("psql", 5432).local().host_flags(PG_HOST).port_flags(PG_PORT).operand(Operand::Url).url_flags(&["-d", "--dbname"]).host_env("PGHOST").port_env("PGPORT"),
    // https://linux.die.net/man/1/dig
    client("dig", 0).operand(Operand::Name).resolves(),
    client("host", 0).operand(Operand::Name).resolves(),
    client("nslookup", 0).operand(Operand::Name).resolves(),
    // https://www.prisma.io/docs/orm/reference/prisma-cli-reference
    client("prisma", 0).says("deploy").url_env("DATABASE_URL"),
    client("prisma", 0).says("push").url_env("DATABASE_URL"),
    // https://guides.rubyonrails.org/configuring.html#configuring-a-database
    client("rails", 0).says("db:migrate").url_env("DATABASE_URL"),
    client("rails", 0).says("db:prepare").url_env("DATABASE_URL"),
    client("rake", 0).says("db:migrate").url_env("DATABASE_URL"),
    // https://redis.io/docs/latest/develop/tools/cli/
    client("redis-cli", 6379).host_flags(&["-h"]).port_flags(&["-p"]).url_flags(&["-u"]).local(),
    client("valkey-cli", 6379).host_flags(&["-h"]).port_flags(&["-p"]).url_flags(&["-u"]).local(),
    client("telnet", 23).operand(Operand::HostAndPort),
    // https://github.com/eficode/wait-for, https://github.com/vishnubob/wait-for-it
    client("wait-for", 0).operand(Operand::Address),
    client("wait-for-it", 0).host_flags(PG_HOST).port_flags(PG_PORT).operand(Operand::Address),
    // https://www.npmjs.com/package/wait-on
    client("wait-on", 0).operand(Operand::Address),
    // https://www.npmjs.com/package/wait-port
    client("wait-port", 0).operand(Operand::Address),
    // https://wait4x.dev/
    client("wait4x", 0).operand(Operand::Address),
    // https://www.gnu.org/software/wget/manual/wget.html
    client("wget", 80).operand(Operand::Address),
];
