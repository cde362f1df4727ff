//! Databases, caches, message brokers, search engines and file stores.

use super::row;
use crate::facts::software::{Class, Software};

#[rustfmt::skip]
pub(super) static STORES: &[Software] = &[
    // Databases.
    row("a database", Class::Database, &["db", "database"]),
    row("Aerospike", Class::Database, &["aerospike", "aerospike-server"]).listens(&[3000, 3001, 3002])
        .port_env(&["SERVICE_PORT"]).runs(&["asd"]).keeps(&["/opt/aerospike/data"]).config(&["/etc/aerospike"])
        .source("https://hub.docker.com/_/aerospike"),
    row("ArangoDB", Class::Database, &["arangodb"]).listens(&[8529]).port_flags(&["--server.endpoint"])
        .runs(&["arangod"]).keeps(&["/var/lib/arangodb3"]).config(&["/etc/arangodb3"])
        .source("https://hub.docker.com/_/arangodb"),
    row("Cassandra", Class::Database, &["bitnami/cassandra", "bitnamilegacy/cassandra"]).listens(&[9042, 7000])
        .port_env(&["CASSANDRA_CQL_PORT_NUMBER"]).runs(&["cassandra"]).keeps(&["/bitnami/cassandra"])
        .config(&["/opt/bitnami/cassandra/conf", "/bitnami/cassandra/conf"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/cassandra"),
    row("Cassandra", Class::Database, &["cassandra"]).listens(&[9042, 7000]).runs(&["cassandra"])
        .keeps(&["/var/lib/cassandra"]).logs(&["/var/log/cassandra"]).config(&["/etc/cassandra"])
        .source("https://hub.docker.com/_/cassandra"),
    row("ClickHouse", Class::Database, &["bitnami/clickhouse", "bitnamilegacy/clickhouse"])
        .listens(&[8123, 9000, 9009]).port_env(&["CLICKHOUSE_HTTP_PORT"]).runs(&["clickhouse-server"])
        .keeps(&["/bitnami/clickhouse"]).config(&["/opt/bitnami/clickhouse/etc", "/bitnami/clickhouse/etc"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/clickhouse"),
    row("ClickHouse", Class::Database, &["clickhouse", "clickhouse-server"]).listens(&[8123, 9000, 9009])
        .runs(&["clickhouse-server"]).keeps(&["/var/lib/clickhouse"]).logs(&["/var/log/clickhouse-server"])
        .config(&["/etc/clickhouse-server"])
        .source("https://github.com/ClickHouse/ClickHouse/tree/master/docker/server"),
    row("CockroachDB", Class::Database, &["cockroach", "cockroachdb"]).listens(&[26257, 8080])
        .port_flags(&["--listen-addr", "--port", "-p"]).needs(&["start", "start-single-node", "demo"])
        .runs(&["cockroach", "cockroach.sh"]).keeps(&["/cockroach/cockroach-data"])
        .source("https://www.cockroachlabs.com/docs/stable/cockroach-start"),
    row("Couchbase", Class::Database, &["library/couchbase", "couchbase/server"]).listens(&[8091])
        .keeps(&["/opt/couchbase/var"]).source("https://hub.docker.com/_/couchbase"),
    row("CouchDB", Class::Database, &["bitnami/couchdb", "bitnamilegacy/couchdb"]).listens(&[5984])
        .port_env(&["COUCHDB_PORT_NUMBER"]).runs(&["couchdb"]).keeps(&["/bitnami/couchdb"])
        .config(&["/opt/bitnami/couchdb/etc"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/couchdb"),
    row("CouchDB", Class::Database, &["couchdb"]).listens(&[5984]).runs(&["couchdb"]).keeps(&["/opt/couchdb/data"])
        .config(&["/opt/couchdb/etc/local.d", "/opt/couchdb/etc/default.d", "/opt/couchdb/etc/local.ini"])
        .source("https://hub.docker.com/_/couchdb"),
    row("CrateDB", Class::Database, &["library/crate", "crate/crate"]).listens(&[4200, 4300, 5432])
        .port_flags(&["-Chttp.port"]).keeps(&["/data"]).config(&["/crate/config"])
        .source("https://hub.docker.com/_/crate"),
    row("Db2", Class::Database, &["db2", "db2_community/db2"]).listens(&[50000]).keeps(&["/database"])
        .source("https://www.ibm.com/docs/en/db2/11.5?topic=deployments-db2-community-edition-docker"),
    row("Dgraph", Class::Database, &["dgraph/dgraph"]).source("https://dgraph.io/docs/deploy/"),
    row("etcd", Class::Database, &["bitnami/etcd", "bitnamilegacy/etcd"]).listens(&[2379])
        .port_flags(&["--listen-client-urls"]).port_env(&["ETCD_LISTEN_CLIENT_URLS"]).runs(&["etcd"])
        .keeps(&["/bitnami/etcd"]).config(&["/opt/bitnami/etcd/conf"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/etcd"),
    row("etcd", Class::Database, &["etcd", "etcd-amd64"]).listens(&[2379])
        .port_flags(&["--listen-client-urls", "-listen-client-urls"]).port_env(&["ETCD_LISTEN_CLIENT_URLS"])
        .runs(&["etcd"]).source("https://etcd.io/docs/latest/op-guide/configuration/"),
    row("EventStoreDB", Class::Database, &["eventstore/eventstore"]).listens(&[2113])
        .port_env(&["EVENTSTORE_HTTP_PORT", "EVENTSTORE_NODE_PORT"]).keeps(&["/var/lib/eventstore"])
        .logs(&["/var/log/eventstore"]).config(&["/etc/eventstore"])
        .source("https://developers.eventstore.com/server/latest/quick-start/installation"),
    row("FerretDB", Class::Database, &["ferretdb"]).listens(&[27017]).port_flags(&["--listen-addr"])
        .port_env(&["FERRETDB_LISTEN_ADDR"]).source("https://docs.ferretdb.io/configuration/flags/"),
    row("Firebird", Class::Database, &["firebird"]).listens(&[3050])
        .source("https://github.com/jacobalberty/firebird-docker"),
    row("InfluxDB", Class::Database, &["influxdb:1*"]).listens(&[8086])
        .port_env(&["INFLUXDB_HTTP_BIND_ADDRESS"]).runs(&["influxd"]).keeps(&["/var/lib/influxdb"])
        .config(&["/etc/influxdb"]).source("https://hub.docker.com/_/influxdb"),
    row("InfluxDB", Class::Database, &["influxdb:2*"]).listens(&[8086]).port_flags(&["--http-bind-address"])
        .port_env(&["INFLUXD_HTTP_BIND_ADDRESS"]).runs(&["influxd"]).keeps(&["/var/lib/influxdb2"])
        .config(&["/etc/influxdb2"]).source("https://hub.docker.com/_/influxdb"),
    row("InfluxDB", Class::Database, &["influxdb:3*", "influxdb3-core", "influxdb3-enterprise"]).listens(&[8181])
        .port_flags(&["--http-bind"]).port_env(&["INFLUXDB3_HTTP_BIND_ADDR"]).runs(&["influxdb3"])
        .keeps(&["/var/lib/influxdb3"]).source("https://hub.docker.com/_/influxdb"),
    row("InfluxDB", Class::Database, &["bitnami/influxdb", "bitnamilegacy/influxdb"]).listens(&[8086])
        .port_env(&["INFLUXDB_HTTP_PORT_NUMBER"]).runs(&["influxd"]).keeps(&["/bitnami/influxdb"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/influxdb"),
    row("InfluxDB", Class::Database, &["influxdb"]).listens(&[8086]).port_flags(&["--http-bind-address"])
        .port_env(&["INFLUXDB_HTTP_BIND_ADDRESS", "INFLUXD_HTTP_BIND_ADDRESS"]).runs(&["influxd"])
        .keeps(&["/var/lib/influxdb2", "/var/lib/influxdb"]).config(&["/etc/influxdb", "/etc/influxdb2"])
        .source("https://hub.docker.com/_/influxdb"),
    row("MariaDB", Class::Database, &[
        "bitnami/mariadb", "bitnamilegacy/mariadb", "bitnami/mariadb-galera", "bitnamilegacy/mariadb-galera",
    ]).listens(&[3306]).port_flags(&["--port", "-P"]).port_env(&["MARIADB_PORT_NUMBER"])
        .runs(&["mariadbd", "mysqld", "mysqld_safe"]).keeps(&["/bitnami/mariadb"])
        .config(&["/opt/bitnami/mariadb/conf"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/mariadb"),
    row("MariaDB", Class::Database, &["mariadb", "mariadb-galera"]).listens(&[3306]).port_flags(&["--port", "-P"])
        .port_env(&["MYSQL_TCP_PORT"]).runs(&["mariadbd", "mysqld", "mysqld_safe"]).keeps(&["/var/lib/mysql"])
        .config(&["/etc/mysql"]).source("https://hub.docker.com/_/mariadb"),
    row("MonetDB", Class::Database, &["monetdb"]).listens(&[50000])
        .source("https://hub.docker.com/r/monetdb/monetdb"),
    row("MongoDB", Class::Database, &[
        "bitnami/mongodb", "bitnamilegacy/mongodb", "bitnami/mongodb-sharded", "bitnamilegacy/mongodb-sharded",
    ]).listens(&[27017]).port_flags(&["--port"]).port_env(&["MONGODB_PORT_NUMBER"]).runs(&["mongod"])
        .keeps(&["/bitnami/mongodb"]).config(&["/opt/bitnami/mongodb/conf", "/bitnami/mongodb/conf"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/mongodb"),
    row("MongoDB", Class::Database, &["mongo", "mongodb", "mongodb-community-server", "mongodb-enterprise-server"])
        .listens(&[27017]).port_flags(&["--port"]).runs(&["mongod"]).keeps(&["/data/db"])
        .config(&["/etc/mongo", "/etc/mongod.conf"]).source("https://hub.docker.com/_/mongo"),
    row("MySQL", Class::Database, &["bitnami/mysql", "bitnamilegacy/mysql"]).listens(&[3306])
        .port_flags(&["--port", "-P"]).port_env(&["MYSQL_PORT_NUMBER"]).runs(&["mysqld", "mysqld_safe"])
        .keeps(&["/bitnami/mysql"]).config(&["/opt/bitnami/mysql/conf"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/mysql"),
    row("MySQL", Class::Database, &["mysql:5.*", "mysql:5", "mysql-server:5.*", "mysql-server:5"]).listens(&[3306])
        .port_flags(&["--port", "-P"]).port_env(&["MYSQL_TCP_PORT"]).runs(&["mysqld", "mysqld_safe"])
        .keeps(&["/var/lib/mysql"]).config(&["/etc/mysql", "/etc/my.cnf"]).source("https://hub.docker.com/_/mysql"),
    row("MySQL", Class::Database, &["mysql", "mysql-server"]).listens(&[3306, 33060]).port_flags(&["--port", "-P"])
        .port_env(&["MYSQL_TCP_PORT"]).runs(&["mysqld", "mysqld_safe"]).keeps(&["/var/lib/mysql"])
        .config(&["/etc/mysql", "/etc/my.cnf"]).source("https://hub.docker.com/_/mysql"),
    row("Neo4j", Class::Database, &["neo4j"]).listens(&[7474, 7687])
        .port_env(&["NEO4J_server_http_listen__address", "NEO4J_dbms_connector_http_listen__address"])
        .runs(&["neo4j"]).keeps(&["/data"]).logs(&["/logs"]).config(&["/conf"])
        .source("https://neo4j.com/docs/operations-manual/current/docker/introduction/"),
    row("OceanBase", Class::Database, &["oceanbase-ce"]).listens(&[2881])
        .source("https://hub.docker.com/r/oceanbase/oceanbase-ce"),
    row("OpenTSDB", Class::Database, &["opentsdb"]).listens(&[4242])
        .source("https://opentsdb.net/docs/build/html/user_guide/configuration.html"),
    row("Oracle Database", Class::Database, &[
        "oracle-xe", "oracle-free", "database/free", "database/express", "database/enterprise",
    ]).listens(&[1521]).keeps(&["/opt/oracle/oradata"]).source("https://container-registry.oracle.com/"),
    row("OrientDB", Class::Database, &["orientdb"]).listens(&[2424, 2480]).keeps(&["/orientdb/databases"])
        .config(&["/orientdb/config"]).source("https://hub.docker.com/_/orientdb"),
    row("Percona Server", Class::Database, &["percona:5.*", "percona-server:5.*"]).listens(&[3306])
        .port_flags(&["--port", "-P"]).port_env(&["MYSQL_TCP_PORT"]).runs(&["mysqld", "mysqld_safe"])
        .keeps(&["/var/lib/mysql"]).config(&["/etc/mysql", "/etc/my.cnf", "/etc/my.cnf.d"])
        .source("https://hub.docker.com/r/percona/percona-server"),
    row("Percona Server", Class::Database, &["percona", "percona-server"]).listens(&[3306, 33060])
        .port_flags(&["--port", "-P"]).port_env(&["MYSQL_TCP_PORT"]).runs(&["mysqld", "mysqld_safe"])
        .keeps(&["/var/lib/mysql"]).config(&["/etc/mysql", "/etc/my.cnf", "/etc/my.cnf.d"])
        .source("https://hub.docker.com/r/percona/percona-server"),
    row("Percona Server for MongoDB", Class::Database, &["percona-server-mongodb"]).listens(&[27017])
        .port_flags(&["--port"]).runs(&["mongod"]).keeps(&["/data/db"])
        .source("https://hub.docker.com/r/percona/percona-server-mongodb"),
    row("Percona XtraDB Cluster", Class::Database, &["percona-xtradb-cluster"]).listens(&[3306, 4567])
        .port_flags(&["--port", "-P"]).runs(&["mysqld", "mysqld_safe"]).keeps(&["/var/lib/mysql"])
        .config(&["/etc/mysql", "/etc/my.cnf", "/etc/my.cnf.d"])
        .source("https://hub.docker.com/r/percona/percona-xtradb-cluster"),
    row("Placement Driver", Class::Database, &["pingcap/pd"]).listens(&[2379]).port_flags(&["--client-urls"])
        .source("https://docs.pingcap.com/tidb/stable/command-line-flags-for-pd-configuration"),
    row("PostGIS", Class::Database, &["postgis"]).listens(&[5432]).port_flags(&["-p", "--port"])
        .port_env(&["PGPORT"]).runs(&["postgres"]).keeps(&["/var/lib/postgresql/data"]).config(&["/etc/postgresql"])
        .source("https://hub.docker.com/r/postgis/postgis"),
    row("PostgreSQL", Class::Database, &[
        "bitnami/postgresql", "bitnamilegacy/postgresql", "bitnami/postgresql-repmgr",
        "bitnamilegacy/postgresql-repmgr",
    ]).listens(&[5432]).port_flags(&["-p", "--port"]).port_env(&["POSTGRESQL_PORT_NUMBER"]).runs(&["postgres"])
        .keeps(&["/bitnami/postgresql"]).config(&["/opt/bitnami/postgresql/conf", "/bitnami/postgresql/conf"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/postgresql"),
    row("PostgreSQL", Class::Database, &["library/postgres:latest", "library/postgres:18*", "library/postgres:19*"])
        .listens(&[5432]).port_flags(&["-p", "--port"]).port_env(&["PGPORT"]).runs(&["postgres"])
        .keeps(&["/var/lib/postgresql"]).config(&["/etc/postgresql"]).source("https://hub.docker.com/_/postgres"),
    row("PostgreSQL", Class::Database, &["postgres", "postgresql", "pgvector"]).listens(&[5432])
        .port_flags(&["-p", "--port"]).port_env(&["PGPORT"]).runs(&["postgres"]).keeps(&["/var/lib/postgresql/data"])
        .config(&["/etc/postgresql"]).source("https://hub.docker.com/_/postgres"),
    row("QuestDB", Class::Database, &["questdb"]).listens(&[9000, 8812, 9009, 9003]).port_env(&["QDB_HTTP_BIND_TO"])
        .keeps(&["/var/lib/questdb"]).config(&["/var/lib/questdb/conf"])
        .source("https://questdb.com/docs/deployment/docker/"),
    row("RavenDB", Class::Database, &["ravendb/ravendb"]).listens(&[8080, 38888]).port_env(&["RAVEN_ServerUrl"])
        .source("https://hub.docker.com/r/ravendb/ravendb"),
    row("RethinkDB", Class::Database, &["rethinkdb"]).listens(&[28015, 29015, 8080]).port_flags(&["--driver-port"])
        .runs(&["rethinkdb"]).keeps(&["/data"]).source("https://hub.docker.com/_/rethinkdb"),
    row("rqlite", Class::Database, &["rqlite"]).listens(&[4001, 4002]).port_flags(&["-http-addr"])
        .port_env(&["HTTP_ADDR"]).keeps(&["/rqlite/file"]).source("https://github.com/rqlite/rqlite"),
    row("ScyllaDB", Class::Database, &["scylla"]).listens(&[9042, 7000, 19042])
        .keeps(&["/var/lib/scylla"]).config(&["/etc/scylla"])
        .source("https://docs.scylladb.com/manual/stable/operating-scylla/admin.html"),
    row("SQL Server", Class::Database, &["mssql/server", "mssql-server", "mssql-server-linux"])
        .listens(&[1433]).port_env(&["MSSQL_TCP_PORT"]).runs(&["sqlservr"]).keeps(&["/var/opt/mssql"])
        .config(&["/var/opt/mssql/mssql.conf"])
        .source("https://learn.microsoft.com/en-us/sql/linux/sql-server-linux-configure-environment-variables"),
    row("SurrealDB", Class::Database, &["surrealdb"]).listens(&[8000]).port_flags(&["--bind", "-b"])
        .port_env(&["SURREAL_BIND"]).needs(&["start"]).source("https://surrealdb.com/docs/surrealdb/cli/start"),
    row("TDengine", Class::Database, &["tdengine/tdengine"]).listens(&[6030, 6041]).keeps(&["/var/lib/taos"])
        .logs(&["/var/log/taos"]).config(&["/etc/taos"]).source("https://hub.docker.com/r/tdengine/tdengine"),
    row("TiDB", Class::Database, &["pingcap/tidb"]).listens(&[4000, 10080]).port_flags(&["-P"])
        .source("https://docs.pingcap.com/tidb/stable/command-line-flags-for-tidb-configuration"),
    row("TiKV", Class::Database, &["pingcap/tikv"]).listens(&[20160]).port_flags(&["--addr", "-A"])
        .source("https://docs.pingcap.com/tidb/stable/command-line-flags-for-tikv-configuration"),
    row("TimescaleDB", Class::Database, &["timescaledb", "timescaledb-ha"]).listens(&[5432])
        .port_flags(&["-p", "--port"]).port_env(&["PGPORT"]).runs(&["postgres"]).keeps(&["/var/lib/postgresql/data"])
        .config(&["/etc/postgresql"]).source("https://hub.docker.com/r/timescale/timescaledb"),
    row("YugabyteDB", Class::Database, &["yugabytedb/yugabyte"]),
    row("ZooKeeper", Class::Database, &["bitnami/zookeeper", "bitnamilegacy/zookeeper"]).listens(&[2181, 8080])
        .port_env(&["ZOO_PORT_NUMBER"]).runs(&["zkserver.sh"]).keeps(&["/bitnami/zookeeper"])
        .config(&["/opt/bitnami/zookeeper/conf", "/bitnami/zookeeper/conf"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/zookeeper"),
    row("ZooKeeper", Class::Database, &["cp-zookeeper"]).port_env(&["ZOOKEEPER_CLIENT_PORT"])
        .needs(&["ZOOKEEPER_CLIENT_PORT", "ZOOKEEPER_SERVERS"]).runs(&["zookeeper-server-start"])
        .keeps(&["/var/lib/zookeeper/data"])
        .source("https://docs.confluent.io/platform/current/installation/docker/config-reference.html"),
    row("ZooKeeper", Class::Database, &["zookeeper:3.4*"]).listens(&[2181]).runs(&["zkserver.sh"])
        .keeps(&["/data", "/datalog"]).config(&["/conf"]).source("https://hub.docker.com/_/zookeeper"),
    row("ZooKeeper", Class::Database, &["zookeeper"]).listens(&[2181, 8080])
        .runs(&["zkserver.sh", "zookeeper-server-start"]).keeps(&["/data", "/datalog"]).logs(&["/logs"])
        .config(&["/conf"])
        .source("https://hub.docker.com/_/zookeeper"),
    // Caches.
    row("Dragonfly", Class::Cache, &["dragonfly"]).listens(&[6379]).port_flags(&["--port"]).runs(&["dragonfly"])
        .keeps(&["/data"]).source("https://www.dragonflydb.io/docs/managing-dragonfly/flags"),
    row("Hazelcast", Class::Cache, &["hazelcast"]).listens(&[5701]).port_env(&["HZ_NETWORK_PORT_PORT"])
        .config(&["/opt/hazelcast/config"]).source("https://github.com/hazelcast/hazelcast-docker"),
    row("Ignite", Class::Cache, &["apacheignite/ignite"]).listens(&[10800, 11211, 47100, 47500])
        .source("https://hub.docker.com/r/apacheignite/ignite"),
    row("Infinispan", Class::Cache, &["infinispan/server"]).listens(&[11222])
        .config(&["/opt/infinispan/server/conf"]).source("https://github.com/infinispan/infinispan-images"),
    row("KeyDB", Class::Cache, &["keydb"]).listens(&[6379]).port_flags(&["--port"]).runs(&["keydb-server"])
        .keeps(&["/data"]).config(&["/etc/keydb"]).source("https://hub.docker.com/r/eqalpha/keydb"),
    row("Memcached", Class::Cache, &["bitnami/memcached", "bitnamilegacy/memcached"]).listens(&[11211])
        .port_flags(&["-p", "--port"]).port_env(&["MEMCACHED_PORT_NUMBER"]).runs(&["memcached"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/memcached"),
    row("Memcached", Class::Cache, &["memcached", "memcache"]).listens(&[11211]).port_flags(&["-p", "--port"])
        .runs(&["memcached"]).source("https://hub.docker.com/_/memcached"),
    row("Redis", Class::Cache, &[
        "bitnami/redis", "bitnamilegacy/redis", "bitnami/redis-cluster", "bitnamilegacy/redis-cluster",
    ]).listens(&[6379]).port_flags(&["--port"]).port_env(&["REDIS_PORT_NUMBER"]).runs(&["redis-server"])
        .keeps(&["/bitnami/redis"]).config(&["/opt/bitnami/redis/etc", "/opt/bitnami/redis/mounted-etc"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/redis"),
    row("Redis", Class::Cache, &["bitnami/redis-sentinel", "bitnamilegacy/redis-sentinel"]).listens(&[26379])
        .port_env(&["REDIS_SENTINEL_PORT_NUMBER"]).runs(&["redis-sentinel", "redis-server"])
        .keeps(&["/bitnami/redis-sentinel"])
        .config(&["/opt/bitnami/redis-sentinel/etc"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/redis-sentinel"),
    row("Redis", Class::Cache, &["redis-stack"]).listens(&[6379, 8001]).runs(&["redis-server", "redis-stack-server"])
        .keeps(&["/data"]).config(&["/redis-stack.conf"]).source("https://hub.docker.com/r/redis/redis-stack"),
    row("Redis", Class::Cache, &["redis", "redis-stack-server", "redis-server", "redis-cluster"]).listens(&[6379])
        .port_flags(&["--port"]).runs(&["redis-server", "redis-stack-server"]).keeps(&["/data"])
        .config(&["/usr/local/etc/redis", "/etc/redis", "/redis-stack.conf"])
        .source("https://hub.docker.com/_/redis"),
    row("Valkey", Class::Cache, &[
        "bitnami/valkey", "bitnamilegacy/valkey", "bitnami/valkey-cluster", "bitnamilegacy/valkey-cluster",
    ]).listens(&[6379]).port_flags(&["--port"]).port_env(&["VALKEY_PORT_NUMBER"]).runs(&["valkey-server"])
        .keeps(&["/bitnami/valkey"]).config(&["/opt/bitnami/valkey/etc", "/opt/bitnami/valkey/mounted-etc"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/valkey"),
    row("Valkey", Class::Cache, &["valkey"]).listens(&[6379]).port_flags(&["--port"]).runs(&["valkey-server"])
        .keeps(&["/data"]).config(&["/usr/local/etc/valkey", "/etc/valkey"])
        .source("https://github.com/valkey-io/valkey-container"),
    // Message brokers.
    row("ActiveMQ", Class::Queue, &["activemq-artemis", "artemis"]).listens(&[61616, 5445, 5672, 1883, 61613, 8161])
        .keeps(&["/var/lib/artemis-instance"])
        .source("https://github.com/apache/activemq-artemis/tree/main/artemis-docker"),
    row("ActiveMQ", Class::Queue, &["activemq", "activemq-classic"])
        .listens(&[61616, 5672, 61613, 1883, 61614, 8161]).keeps(&["/opt/apache-activemq/data"])
        .config(&["/opt/apache-activemq/conf"])
        .source("https://github.com/apache/activemq/tree/main/assembly/src/docker"),
    row("Beanstalkd", Class::Queue, &["beanstalkd"]).listens(&[11300]).port_flags(&["-p"]).runs(&["beanstalkd"])
        .source("https://github.com/beanstalkd/beanstalkd"),
    row("EMQX", Class::Queue, &["emqx", "emqx-enterprise"]).listens(&[1883, 8083, 8084, 8883, 18083])
        .port_env(&["EMQX_LISTENERS__TCP__DEFAULT__BIND"]).keeps(&["/opt/emqx/data"]).logs(&["/opt/emqx/log"])
        .config(&["/opt/emqx/etc"]).source("https://hub.docker.com/_/emqx"),
    row("HiveMQ", Class::Queue, &["hivemq4", "hivemq-ce"]).listens(&[1883]).keeps(&["/opt/hivemq/data"])
        .logs(&["/opt/hivemq/log"]).config(&["/opt/hivemq/conf"]).source("https://hub.docker.com/r/hivemq/hivemq-ce"),
    row("IBM MQ", Class::Queue, &["ibm-messaging/mq", "ibmcom/mq"]).listens(&[1414, 9443]).keeps(&["/mnt/mqm"])
        .source("https://github.com/ibm-messaging/mq-container"),
    row("Kafka", Class::Queue, &["apache/kafka", "apache/kafka-native"]).listens(&[9092])
        .port_env(&["KAFKA_LISTENERS"]).runs(&["kafka-server-start.sh", "run"])
        .config(&["/mnt/shared/config", "/opt/kafka/config"]).source("https://hub.docker.com/r/apache/kafka"),
    row("Kafka", Class::Queue, &["bitnami/kafka", "bitnamilegacy/kafka"]).listens(&[9092])
        .port_env(&["KAFKA_CFG_LISTENERS"]).runs(&["kafka-server-start.sh"]).keeps(&["/bitnami/kafka"])
        .config(&["/opt/bitnami/kafka/config", "/bitnami/kafka/config"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/kafka"),
    row("Kafka", Class::Queue, &["kafka", "cp-kafka", "cp-server", "cp-enterprise-kafka", "confluent-local"])
        .listens(&[9092]).port_env(&["KAFKA_LISTENERS", "KAFKA_ADVERTISED_LISTENERS"])
        .runs(&["kafka-server-start.sh", "kafka-server-start"]).config(&["/etc/kafka", "/opt/kafka/config"])
        .source("https://docs.confluent.io/platform/current/installation/docker/config-reference.html"),
    row("Mosquitto", Class::Queue, &["eclipse-mosquitto", "mosquitto"]).listens(&[1883]).port_flags(&["-p"])
        .runs(&["mosquitto"]).keeps(&["/mosquitto/data"]).logs(&["/mosquitto/log"]).config(&["/mosquitto/config"])
        .source("https://hub.docker.com/_/eclipse-mosquitto"),
    row("NATS", Class::Queue, &["nats"]).listens(&[4222]).port_flags(&["-p", "--port"]).runs(&["nats-server"])
        .config(&["/etc/nats", "/nats-server.conf"]).source("https://hub.docker.com/_/nats"),
    row("NATS Streaming", Class::Queue, &["nats-streaming"]).listens(&[4222]).port_flags(&["-p", "--port"])
        .runs(&["nats-streaming-server"]).source("https://hub.docker.com/_/nats-streaming"),
    row("NSQ", Class::Queue, &["nsqio/nsq"]),
    row("Pulsar", Class::Queue, &["pulsar", "pulsar-all"]).listens(&[6650, 8080]).needs(&["standalone", "broker"])
        .runs(&["pulsar"]).keeps(&["/pulsar/data"]).config(&["/pulsar/conf"])
        .source("https://pulsar.apache.org/docs/getting-started-docker/"),
    row("RabbitMQ", Class::Queue, &["bitnami/rabbitmq", "bitnamilegacy/rabbitmq"]).listens(&[5672, 15672, 25672])
        .port_env(&["RABBITMQ_NODE_PORT_NUMBER"]).runs(&["rabbitmq-server"]).keeps(&["/bitnami/rabbitmq"])
        .config(&["/opt/bitnami/rabbitmq/etc", "/bitnami/rabbitmq/conf"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/rabbitmq"),
    row("RabbitMQ", Class::Queue, &["rabbitmq:*management*"]).listens(&[5672, 15672, 15692, 25672])
        .port_env(&["RABBITMQ_NODE_PORT"]).runs(&["rabbitmq-server"]).keeps(&["/var/lib/rabbitmq"])
        .config(&["/etc/rabbitmq"]).source("https://hub.docker.com/_/rabbitmq"),
    row("RabbitMQ", Class::Queue, &["rabbitmq"]).listens(&[5672, 15692, 25672]).port_env(&["RABBITMQ_NODE_PORT"])
        .runs(&["rabbitmq-server"]).keeps(&["/var/lib/rabbitmq"]).config(&["/etc/rabbitmq"])
        .source("https://hub.docker.com/_/rabbitmq"),
    row("Redpanda", Class::Queue, &["redpanda"]).listens(&[9092]).port_flags(&["--kafka-addr"])
        .runs(&["redpanda", "rpk"]).keeps(&["/var/lib/redpanda/data"]).config(&["/etc/redpanda"])
        .source("https://docs.redpanda.com/docs/reference/node-properties"),
    row("RocketMQ", Class::Queue, &["apache/rocketmq"]),
    row("VerneMQ", Class::Queue, &["vernemq"]).listens(&[1883]).keeps(&["/vernemq/data"]).logs(&["/vernemq/log"])
        .config(&["/vernemq/etc"]).source("https://github.com/vernemq/docker-vernemq"),
    // Search engines and vector stores.
    row("Chroma", Class::Search, &["chromadb/chroma", "chroma-core/chroma"]).listens(&[8000]).port_flags(&["--port"])
        .source("https://docs.trychroma.com/guides/deploy/docker"),
    row("Elasticsearch", Class::Search, &["bitnami/elasticsearch", "bitnamilegacy/elasticsearch"])
        .listens(&[9200, 9300]).port_env(&["ELASTICSEARCH_HTTP_PORT_NUMBER", "ELASTICSEARCH_PORT_NUMBER"])
        .runs(&["elasticsearch"]).keeps(&["/bitnami/elasticsearch"]).config(&["/opt/bitnami/elasticsearch/config"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/elasticsearch"),
    row("Elasticsearch", Class::Search, &["elasticsearch", "elasticsearch-oss"]).listens(&[9200, 9300])
        .port_flags(&["-Ehttp.port"]).port_env(&["http.port"]).runs(&["elasticsearch"])
        .keeps(&["/usr/share/elasticsearch/data"]).config(&["/usr/share/elasticsearch/config"])
        .source("https://www.elastic.co/guide/en/elasticsearch/reference/current/docker.html"),
    row("Manticore Search", Class::Search, &["manticore"]).listens(&[9306, 9308, 9312])
        .keeps(&["/var/lib/manticore"]).config(&["/etc/manticoresearch"])
        .source("https://github.com/manticoresoftware/docker"),
    row("Meilisearch", Class::Search, &["meilisearch"]).listens(&[7700]).port_flags(&["--http-addr"])
        .port_env(&["MEILI_HTTP_ADDR"]).keeps(&["/meili_data"])
        .source("https://www.meilisearch.com/docs/learn/self_hosted/configure_meilisearch_at_launch"),
    row("Milvus", Class::Search, &["milvus"]).listens(&[19530, 9091]).needs(&["standalone"])
        .keeps(&["/var/lib/milvus"]).config(&["/milvus/configs"])
        .source("https://milvus.io/docs/install_standalone-docker.md"),
    row("OpenSearch", Class::Search, &["bitnami/opensearch", "bitnamilegacy/opensearch"]).listens(&[9200, 9300])
        .port_env(&["OPENSEARCH_HTTP_PORT_NUMBER"]).runs(&["opensearch"]).keeps(&["/bitnami/opensearch"])
        .config(&["/opt/bitnami/opensearch/config"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/opensearch"),
    row("OpenSearch", Class::Search, &["opensearch"]).listens(&[9200, 9300]).port_flags(&["-Ehttp.port"])
        .port_env(&["http.port"]).runs(&["opensearch", "opensearch-docker-entrypoint.sh"])
        .keeps(&["/usr/share/opensearch/data"]).config(&["/usr/share/opensearch/config"])
        .source("https://opensearch.org/docs/latest/install-and-configure/install-opensearch/docker/"),
    row("Qdrant", Class::Search, &["qdrant"]).listens(&[6333, 6334]).port_env(&["QDRANT__SERVICE__HTTP_PORT"])
        .keeps(&["/qdrant/storage"]).config(&["/qdrant/config"])
        .source("https://qdrant.tech/documentation/guides/configuration/"),
    row("Solr", Class::Search, &["bitnami/solr", "bitnamilegacy/solr"]).listens(&[8983])
        .port_env(&["SOLR_PORT_NUMBER"]).runs(&["solr", "solr-foreground"]).keeps(&["/bitnami/solr"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/solr"),
    row("Solr", Class::Search, &["solr"]).listens(&[8983]).port_flags(&["-p"]).port_env(&["SOLR_PORT"])
        .runs(&["solr", "solr-foreground", "solr-precreate", "solr-create", "solr-demo"]).keeps(&["/var/solr"])
        .logs(&["/var/solr/logs"])
        .source("https://solr.apache.org/guide/solr/latest/deployment-guide/solr-in-docker.html"),
    row("Sonic", Class::Search, &["valeriansaliou/sonic"]).keeps(&["/var/lib/sonic/store"])
        .config(&["/etc/sonic.cfg", "/etc/sonic"]).source("https://github.com/valeriansaliou/sonic"),
    row("Typesense", Class::Search, &["typesense"]).listens(&[8108, 8107]).port_flags(&["--api-port"])
        .port_env(&["TYPESENSE_API_PORT"]).source("https://typesense.org/docs/latest/api/server-configuration.html"),
    row("Vespa", Class::Search, &["vespaengine/vespa"]).listens(&[19071]).keeps(&["/opt/vespa/var"])
        .logs(&["/opt/vespa/logs"])
        .source("https://docs.vespa.ai/en/operations-selfhosted/files-processes-and-ports.html"),
    row("Weaviate", Class::Search, &["weaviate"]).listens(&[8080, 50051]).port_flags(&["--port"])
        .keeps(&["/var/lib/weaviate"]).source("https://weaviate.io/developers/weaviate/installation/docker-compose"),
    row("Zinc", Class::Search, &["zinclabs/zinc", "zinclabs/zincsearch"]).listens(&[4080])
        .port_env(&["ZINC_SERVER_PORT"]).source("https://zincsearch-docs.zinc.dev/environment-variables/"),
    // File and object stores.
    row("Garage", Class::Storage, &["dxflrs/garage"]).config(&["/etc/garage.toml"])
        .source("https://garagehq.deuxfleurs.fr/documentation/quick-start/"),
    row("MinIO", Class::Storage, &["bitnami/minio", "bitnamilegacy/minio"]).listens(&[9000])
        .port_env(&["MINIO_API_PORT_NUMBER"]).runs(&["minio"]).keeps(&["/bitnami/minio"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/minio"),
    row("MinIO", Class::Storage, &["minio"]).listens(&[9000]).port_flags(&["--address"]).port_env(&["MINIO_ADDRESS"])
        .needs(&["server", "gateway"]).runs(&["minio"]).keeps(&["/data"])
        .source("https://min.io/docs/minio/container/index.html"),
    row("NFS server", Class::Storage, &["volume-nfs", "nfs-server", "nfs-server-alpine"]).listens(&[2049])
        .source("https://hub.docker.com/r/itsthenetwork/nfs-server-alpine"),
    row("SeaweedFS", Class::Storage, &["chrislusf/seaweedfs"]),
    row("Zenko CloudServer", Class::Storage, &["zenko/cloudserver", "scality/s3server"]).listens(&[8000])
        .keeps(&["/usr/src/app/localData"]).source("https://hub.docker.com/r/zenko/cloudserver"),
];
