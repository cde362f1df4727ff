//! Ports by which a datastore is known.

/// Ports, and the datastore that people mean by them. A port on which applications listen as well is not here.
#[rustfmt::skip]
pub(in crate::facts) static STORES: &[(i64, &str)] = &[
    (1433, "SQL Server"), (1521, "Oracle Database"), (1883, "Mosquitto"), (2049, "NFS server"),
    (2181, "ZooKeeper"), (2379, "etcd"), (2424, "OrientDB"), (3306, "MySQL"), (4222, "NATS"),
    (5432, "PostgreSQL"), (5672, "RabbitMQ"), (5701, "Hazelcast"), (5984, "CouchDB"), (6333, "Qdrant"),
    (6379, "Redis"), (6650, "Pulsar"), (7474, "Neo4j"), (7700, "Meilisearch"), (8086, "InfluxDB"),
    (8123, "ClickHouse"), (8529, "ArangoDB"), (8983, "Solr"), (9042, "Cassandra"), (9092, "Kafka"),
    (9200, "Elasticsearch"), (11211, "Memcached"), (11300, "Beanstalkd"), (19530, "Milvus"),
    (26257, "CockroachDB"), (27017, "MongoDB"), (28015, "RethinkDB"), (61616, "ActiveMQ"),
];
