//! Applications that one installs.

use super::row;
use crate::facts::software::{Class, Software};

#[rustfmt::skip]
pub(super) static APPLICATIONS: &[Software] = &[
    // Content, wikis, shops and communities.
    row("BookStack", Class::Application, &["linuxserver/bookstack"]).listens(&[80]).keeps(&["/config"])
        .source("https://docs.linuxserver.io/images/docker-bookstack/"),
    row("Directus", Class::Application, &["directus"]).listens(&[8055]).port_env(&["PORT"])
        .keeps(&["/directus/uploads", "/directus/database"])
        .source("https://docs.directus.io/self-hosted/config-options"),
    row("DokuWiki", Class::Application, &["bitnami/dokuwiki", "bitnamilegacy/dokuwiki"]).listens(&[8080, 8443])
        .port_env(&["APACHE_HTTP_PORT_NUMBER"]).keeps(&["/bitnami/dokuwiki"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/dokuwiki"),
    row("Drupal", Class::Application, &["bitnami/drupal", "bitnamilegacy/drupal"]).listens(&[8080, 8443])
        .port_env(&["APACHE_HTTP_PORT_NUMBER"]).keeps(&["/bitnami/drupal"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/drupal"),
    row("Drupal", Class::Application, &["drupal:*fpm*"]).listens(&[9000]).runs(&["php-fpm"])
        .keeps(&["/var/www/html"]).config(&["/usr/local/etc/php-fpm.conf", "/usr/local/etc/php-fpm.d"])
        .source("https://hub.docker.com/_/drupal"),
    row("Drupal", Class::Application, &["drupal"]).listens(&[80]).runs(&["apache2-foreground", "php-fpm"])
        .keeps(&["/var/www/html"]).logs(&["/var/log/apache2"]).config(&["/etc/apache2"])
        .source("https://hub.docker.com/_/drupal"),
    row("Ghost", Class::Application, &["bitnami/ghost", "bitnamilegacy/ghost"]).listens(&[2368])
        .port_env(&["GHOST_PORT_NUMBER"]).keeps(&["/bitnami/ghost"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/ghost"),
    row("Ghost", Class::Application, &["ghost"]).listens(&[2368]).port_env(&["server__port"])
        .keeps(&["/var/lib/ghost/content"]).config(&["/var/lib/ghost/config.production.json"])
        .source("https://hub.docker.com/_/ghost"),
    row("Joomla", Class::Application, &["bitnami/joomla", "bitnamilegacy/joomla"]).listens(&[8080, 8443])
        .port_env(&["APACHE_HTTP_PORT_NUMBER"]).keeps(&["/bitnami/joomla"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/joomla"),
    row("Joomla", Class::Application, &["joomla:*fpm*"]).listens(&[9000]).runs(&["php-fpm"])
        .keeps(&["/var/www/html"]).config(&["/usr/local/etc/php-fpm.conf", "/usr/local/etc/php-fpm.d"])
        .source("https://hub.docker.com/_/joomla"),
    row("Joomla", Class::Application, &["joomla"]).listens(&[80]).runs(&["apache2-foreground", "php-fpm"])
        .keeps(&["/var/www/html"]).logs(&["/var/log/apache2"]).config(&["/etc/apache2"])
        .source("https://hub.docker.com/_/joomla"),
    row("Magento", Class::Application, &["bitnami/magento", "bitnamilegacy/magento"]).listens(&[8080, 8443])
        .port_env(&["APACHE_HTTP_PORT_NUMBER"]).keeps(&["/bitnami/magento"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/magento"),
    row("Matomo", Class::Application, &["bitnami/matomo", "bitnamilegacy/matomo"]).listens(&[8080, 8443])
        .port_env(&["APACHE_HTTP_PORT_NUMBER"]).keeps(&["/bitnami/matomo"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/matomo"),
    row("Matomo", Class::Application, &["matomo:*fpm*"]).listens(&[9000]).runs(&["php-fpm"])
        .keeps(&["/var/www/html"]).config(&["/usr/local/etc/php-fpm.conf", "/usr/local/etc/php-fpm.d"])
        .source("https://hub.docker.com/_/matomo"),
    row("Matomo", Class::Application, &["matomo"]).listens(&[80]).runs(&["apache2-foreground", "php-fpm"])
        .keeps(&["/var/www/html"]).logs(&["/var/log/apache2"]).config(&["/etc/apache2"])
        .source("https://hub.docker.com/_/matomo"),
    row("MediaWiki", Class::Application, &["bitnami/mediawiki", "bitnamilegacy/mediawiki"]).listens(&[8080, 8443])
        .port_env(&["APACHE_HTTP_PORT_NUMBER"]).keeps(&["/bitnami/mediawiki"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/mediawiki"),
    row("MediaWiki", Class::Application, &["mediawiki:*fpm*"]).listens(&[9000]).runs(&["php-fpm"])
        .keeps(&["/var/www/html"]).config(&["/usr/local/etc/php-fpm.conf", "/usr/local/etc/php-fpm.d"])
        .source("https://hub.docker.com/_/mediawiki"),
    row("MediaWiki", Class::Application, &["mediawiki"]).listens(&[80]).runs(&["apache2-foreground", "php-fpm"])
        .keeps(&["/var/www/html"]).logs(&["/var/log/apache2"]).config(&["/etc/apache2"])
        .source("https://hub.docker.com/_/mediawiki"),
    row("Moodle", Class::Application, &["bitnami/moodle", "bitnamilegacy/moodle"]).listens(&[8080, 8443])
        .port_env(&["APACHE_HTTP_PORT_NUMBER"]).keeps(&["/bitnami/moodle"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/moodle"),
    row("Nextcloud", Class::Application, &["nextcloud:*fpm*"]).listens(&[9000]).runs(&["php-fpm"])
        .keeps(&["/var/www/html"]).config(&["/usr/local/etc/php-fpm.conf", "/usr/local/etc/php-fpm.d"])
        .source("https://hub.docker.com/_/nextcloud"),
    row("Nextcloud", Class::Application, &["nextcloud"]).listens(&[80]).runs(&["apache2-foreground", "php-fpm"])
        .keeps(&["/var/www/html"]).logs(&["/var/log/apache2"]).config(&["/etc/apache2"])
        .source("https://hub.docker.com/_/nextcloud"),
    row("Odoo", Class::Application, &["bitnami/odoo", "bitnamilegacy/odoo"]).listens(&[8069])
        .port_env(&["ODOO_PORT_NUMBER"]).keeps(&["/bitnami/odoo"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/odoo"),
    row("Odoo", Class::Application, &["odoo"]).listens(&[8069]).port_flags(&["--http-port", "-p"])
        .keeps(&["/var/lib/odoo"]).config(&["/etc/odoo"]).source("https://hub.docker.com/_/odoo"),
    row("OpenCart", Class::Application, &["bitnami/opencart", "bitnamilegacy/opencart"]).listens(&[8080, 8443])
        .port_env(&["APACHE_HTTP_PORT_NUMBER"]).keeps(&["/bitnami/opencart"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/opencart"),
    row("Outline", Class::Application, &["outlinewiki/outline"]).listens(&[3000]).port_env(&["PORT"])
        .source("https://docs.getoutline.com/s/hosting/doc/docker-7pfeLP5a8t"),
    row("ownCloud", Class::Application, &["owncloud/server"]).listens(&[8080]).keeps(&["/mnt/data"])
        .source("https://github.com/owncloud-docker/server"),
    row("ownCloud", Class::Application, &["owncloud"]).listens(&[80]).keeps(&["/var/www/html"])
        .source("https://github.com/docker-library/owncloud"),
    row("PrestaShop", Class::Application, &["bitnami/prestashop", "bitnamilegacy/prestashop"]).listens(&[8080, 8443])
        .port_env(&["APACHE_HTTP_PORT_NUMBER"]).keeps(&["/bitnami/prestashop"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/prestashop"),
    row("PrestaShop", Class::Application, &["prestashop"]).listens(&[80]).keeps(&["/var/www/html"])
        .source("https://github.com/PrestaShop/docker"),
    row("Redmine", Class::Application, &["bitnami/redmine", "bitnamilegacy/redmine"]).listens(&[3000])
        .port_env(&["REDMINE_PORT_NUMBER"]).keeps(&["/bitnami/redmine"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/redmine"),
    row("Redmine", Class::Application, &["redmine"]).listens(&[3000]).keeps(&["/usr/src/redmine/files"])
        .source("https://hub.docker.com/_/redmine"),
    row("Strapi", Class::Application, &["strapi/strapi", "strapi"]).listens(&[1337]).port_env(&["PORT"])
        .source("https://github.com/strapi/strapi-docker"),
    row("Wiki.js", Class::Application, &["requarks/wiki"]).listens(&[3000])
        .source("https://docs.requarks.io/install/docker"),
    row("WordPress", Class::Application, &["bitnami/wordpress", "bitnamilegacy/wordpress"]).listens(&[8080, 8443])
        .port_env(&["APACHE_HTTP_PORT_NUMBER"]).keeps(&["/bitnami/wordpress"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/wordpress"),
    row("WordPress", Class::Application, &["bitnami/wordpress-nginx", "bitnamilegacy/wordpress-nginx"])
        .listens(&[8080, 8443]).port_env(&["NGINX_HTTP_PORT_NUMBER"]).keeps(&["/bitnami/wordpress"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/wordpress-nginx"),
    row("WordPress", Class::Tool, &["wordpress:cli*", "wordpress:*-cli*"]),
    row("WordPress", Class::Application, &["wordpress:*fpm*"]).listens(&[9000]).runs(&["php-fpm"])
        .keeps(&["/var/www/html"]).config(&["/usr/local/etc/php-fpm.conf", "/usr/local/etc/php-fpm.d"])
        .source("https://hub.docker.com/_/wordpress"),
    row("WordPress", Class::Application, &["wordpress"]).listens(&[80]).runs(&["apache2-foreground", "php-fpm"])
        .keeps(&["/var/www/html"]).logs(&["/var/log/apache2"]).config(&["/etc/apache2"])
        .source("https://hub.docker.com/_/wordpress"),
    row("XWiki", Class::Application, &["xwiki"]).listens(&[8080]).keeps(&["/usr/local/xwiki"])
        .source("https://github.com/xwiki-contrib/docker-xwiki"),
    // Forges, builds and artifacts.
    row("Artifactory", Class::Application, &[
        "artifactory-oss", "artifactory-pro", "artifactory-jcr", "artifactory-cpp-ce",
    ]).listens(&[8082, 8081]).keeps(&["/var/opt/jfrog/artifactory"])
        .source("https://jfrog.com/help/r/jfrog-installation-setup-documentation/install-artifactory-single-node-with-docker"),
    row("ChartMuseum", Class::Application, &["chartmuseum"]).listens(&[8080]).port_flags(&["--port"])
        .port_env(&["PORT"]).source("https://chartmuseum.com/docs/"),
    row("Container registry", Class::Application, &[
        "library/registry", "distribution/distribution", "distribution/registry",
    ]).listens(&[5000]).port_env(&["REGISTRY_HTTP_ADDR"]).keeps(&["/var/lib/registry"])
        .config(&["/etc/docker/registry", "/etc/distribution"]).source("https://hub.docker.com/_/registry"),
    row("Drone", Class::Application, &["drone/drone"]).listens(&[80]).port_env(&["DRONE_SERVER_PORT"])
        .keeps(&["/data"]).source("https://docs.drone.io/server/reference/drone-server-port/"),
    row("Forgejo", Class::Application, &["forgejo"]).listens(&[3000, 22]).port_env(&["FORGEJO__server__HTTP_PORT"])
        .keeps(&["/data"]).source("https://forgejo.org/docs/latest/admin/installation/docker/"),
    row("Gitea", Class::Application, &["gitea:*rootless*"]).listens(&[3000, 2222])
        .port_env(&["GITEA__server__HTTP_PORT"]).keeps(&["/var/lib/gitea"]).config(&["/etc/gitea"])
        .source("https://docs.gitea.com/installation/install-with-docker-rootless"),
    row("Gitea", Class::Application, &["gitea"]).listens(&[3000, 22]).port_env(&["GITEA__server__HTTP_PORT"])
        .keeps(&["/data"]).source("https://docs.gitea.com/installation/install-with-docker"),
    row("GitLab", Class::Application, &["gitlab-ce", "gitlab-ee"]).listens(&[80, 22]).keeps(&["/var/opt/gitlab"])
        .logs(&["/var/log/gitlab"]).config(&["/etc/gitlab"]).source("https://docs.gitlab.com/install/docker/"),
    row("GitLab Runner", Class::Application, &["gitlab-runner"]).config(&["/etc/gitlab-runner"])
        .source("https://docs.gitlab.com/runner/install/docker/"),
    row("Gogs", Class::Application, &["gogs"]).listens(&[3000, 22]).keeps(&["/data"])
        .source("https://github.com/gogs/gogs"),
    row("Jenkins", Class::Application, &["bitnami/jenkins", "bitnamilegacy/jenkins"]).listens(&[8080, 8443, 50000])
        .port_env(&["JENKINS_HTTP_PORT_NUMBER"]).keeps(&["/bitnami/jenkins"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/jenkins"),
    row("Jenkins", Class::Application, &["jenkins", "jenkins/jenkins"]).listens(&[8080, 50000])
        .port_flags(&["--httpPort"]).runs(&["jenkins.sh", "jenkins.war"]).keeps(&["/var/jenkins_home"])
        .source("https://github.com/jenkinsci/docker"),
    row("Nexus", Class::Application, &["nexus3"]).listens(&[8081]).keeps(&["/nexus-data"])
        .source("https://github.com/sonatype/docker-nexus3"),
    row("SonarQube", Class::Application, &["bitnami/sonarqube", "bitnamilegacy/sonarqube"]).listens(&[9000])
        .port_env(&["SONARQUBE_PORT_NUMBER"]).keeps(&["/bitnami/sonarqube"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/sonarqube"),
    row("SonarQube", Class::Application, &["sonarqube"]).listens(&[9000]).port_env(&["SONAR_WEB_PORT"])
        .keeps(&["/opt/sonarqube/data"]).logs(&["/opt/sonarqube/logs"]).config(&["/opt/sonarqube/conf"])
        .source("https://hub.docker.com/_/sonarqube"),
    row("TeamCity", Class::Application, &["teamcity-server"]).listens(&[8111])
        .keeps(&["/data/teamcity_server/datadir"]).logs(&["/opt/teamcity/logs"])
        .source("https://hub.docker.com/r/jetbrains/teamcity-server"),
    row("Verdaccio", Class::Application, &["verdaccio"]).listens(&[4873]).port_env(&["VERDACCIO_PORT"])
        .keeps(&["/verdaccio/storage"]).config(&["/verdaccio/conf"]).source("https://verdaccio.org/docs/docker/"),
    row("Woodpecker", Class::Application, &["woodpecker-server"]).listens(&[8000, 9000])
        .port_env(&["WOODPECKER_SERVER_ADDR"]).keeps(&["/var/lib/woodpecker"])
        .source("https://woodpecker-ci.org/docs/administration/configuration/server"),
    // Identity and secrets.
    row("Authelia", Class::Application, &["authelia"]).listens(&[9091]).config(&["/config"])
        .source("https://www.authelia.com/configuration/miscellaneous/server/"),
    row("Authentik", Class::Application, &["goauthentik/server"]).listens(&[9000, 9443])
        .port_env(&["AUTHENTIK_LISTEN__HTTP"]).needs(&["server"])
        .source("https://docs.goauthentik.io/install-config/configuration/"),
    row("Dex", Class::Application, &["dexidp/dex", "coreos/dex"]).config(&["/etc/dex"])
        .source("https://dexidp.io/docs/getting-started/"),
    row("FreeIPA", Class::Application, &["freeipa-server"]).keeps(&["/data"])
        .source("https://hub.docker.com/r/freeipa/freeipa-server"),
    row("Keycloak", Class::Application, &["bitnami/keycloak", "bitnamilegacy/keycloak"]).listens(&[8080])
        .port_env(&["KEYCLOAK_HTTP_PORT"]).source("https://github.com/bitnami/containers/tree/main/bitnami/keycloak"),
    row("Keycloak", Class::Application, &["jboss/keycloak"]).listens(&[8080, 8443])
        .source("https://github.com/keycloak/keycloak-containers"),
    row("Keycloak", Class::Application, &["keycloak"]).listens(&[8080]).port_flags(&["--http-port"])
        .port_env(&["KC_HTTP_PORT"]).needs(&["start", "start-dev"]).config(&["/opt/keycloak/conf"])
        .source("https://www.keycloak.org/server/containers"),
    row("OpenLDAP", Class::Application, &["bitnami/openldap", "bitnamilegacy/openldap"]).listens(&[1389])
        .port_env(&["LDAP_PORT_NUMBER"]).keeps(&["/bitnami/openldap"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/openldap"),
    row("OpenLDAP", Class::Application, &["osixia/openldap"]).listens(&[389, 636]).keeps(&["/var/lib/ldap"])
        .config(&["/etc/ldap/slapd.d"]).source("https://github.com/osixia/docker-openldap"),
    row("Vaultwarden", Class::Application, &["vaultwarden", "bitwarden_rs"]).listens(&[80])
        .port_env(&["ROCKET_PORT"]).keeps(&["/data"]).source("https://hub.docker.com/r/vaultwarden/server"),
    row("Vaultwarden", Class::Application, &["vaultwarden/server", "bitwardenrs/server"]).listens(&[80])
        .port_env(&["ROCKET_PORT"]).keeps(&["/data"]).source("https://hub.docker.com/r/vaultwarden/server"),
    row("ZITADEL", Class::Application, &["zitadel"]).listens(&[8080]).port_flags(&["--port"])
        .port_env(&["ZITADEL_PORT"]).needs(&["start", "start-from-init", "start-from-setup"])
        .source("https://zitadel.com/docs/self-hosting/deploy/overview"),
    // Consoles for data.
    row("Adminer", Class::Application, &["adminer"]).listens(&[8080]).source("https://hub.docker.com/_/adminer"),
    row("CloudBeaver", Class::Application, &["cloudbeaver"]).listens(&[8978]).keeps(&["/opt/cloudbeaver/workspace"])
        .source("https://hub.docker.com/r/dbeaver/cloudbeaver"),
    row("CMAK", Class::Application, &["cmak", "kafka-manager"]).listens(&[9000])
        .source("https://github.com/yahoo/CMAK"),
    row("Kafdrop", Class::Application, &["kafdrop"]).listens(&[9000]).port_env(&["SERVER_PORT"])
        .source("https://hub.docker.com/r/obsidiandynamics/kafdrop"),
    row("Kafka UI", Class::Application, &["kafka-ui"]).listens(&[8080]).source("https://docs.kafka-ui.provectus.io/"),
    row("Metabase", Class::Application, &["metabase"]).listens(&[3000]).port_env(&["MB_JETTY_PORT"])
        .source("https://www.metabase.com/docs/latest/configuring-metabase/environment-variables"),
    row("mongo-express", Class::Application, &["mongo-express"]).listens(&[8081]).port_env(&["PORT"])
        .source("https://hub.docker.com/_/mongo-express"),
    row("pgAdmin", Class::Application, &["pgadmin4"]).listens(&[80]).port_env(&["PGADMIN_LISTEN_PORT"])
        .keeps(&["/var/lib/pgadmin"])
        .source("https://www.pgadmin.org/docs/pgadmin4/latest/container_deployment.html"),
    row("phpMyAdmin", Class::Application, &["bitnami/phpmyadmin", "bitnamilegacy/phpmyadmin"]).listens(&[8080, 8443])
        .port_env(&["APACHE_HTTP_PORT_NUMBER"]).keeps(&["/bitnami/phpmyadmin"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/phpmyadmin"),
    row("phpMyAdmin", Class::Application, &["phpmyadmin:*fpm*"]).listens(&[9000]).runs(&["php-fpm"])
        .source("https://hub.docker.com/_/phpmyadmin"),
    row("phpMyAdmin", Class::Application, &["phpmyadmin"]).listens(&[80]).port_env(&["APACHE_PORT"])
        .runs(&["apache2-foreground", "php-fpm"]).config(&["/etc/apache2"])
        .source("https://hub.docker.com/_/phpmyadmin"),
    row("Redash", Class::Application, &["redash/redash"]).listens(&[5000]).needs(&["server"])
        .source("https://redash.io/help/open-source/setup/"),
    row("Redis Commander", Class::Application, &["redis-commander"]).listens(&[8081]).port_flags(&["--port", "-p"])
        .port_env(&["PORT"]).source("https://hub.docker.com/r/rediscommander/redis-commander"),
    row("Redis Insight", Class::Application, &["redisinsight:1*"]).listens(&[8001]).port_env(&["RIPORT"])
        .keeps(&["/db"]).source("https://hub.docker.com/r/redislabs/redisinsight"),
    row("Redis Insight", Class::Application, &["redisinsight"]).listens(&[5540]).port_env(&["RI_APP_PORT"])
        .keeps(&["/data"]).source("https://redis.io/docs/latest/operate/redisinsight/configuration/"),
    // Work, chat, home and media.
    row("Appwrite", Class::Application, &["appwrite/appwrite"]).listens(&[80])
        .source("https://appwrite.io/docs/advanced/self-hosting"),
    row("Camunda", Class::Application, &["camunda/camunda-bpm-platform"]).listens(&[8080])
        .source("https://github.com/camunda/docker-camunda-bpm-platform"),
    row("code-server", Class::Application, &["codercom/code-server"]).listens(&[8080])
        .port_flags(&["--bind-addr", "--port"]).port_env(&["PORT"]).keeps(&["/home/coder"])
        .source("https://hub.docker.com/r/codercom/code-server"),
    row("code-server", Class::Application, &["linuxserver/code-server"]).listens(&[8443]).keeps(&["/config"])
        .source("https://docs.linuxserver.io/images/docker-code-server/"),
    row("Confluence", Class::Application, &["atlassian/confluence", "atlassian/confluence-server"])
        .listens(&[8090]).port_env(&["ATL_TOMCAT_PORT"]).keeps(&["/var/atlassian/application-data/confluence"])
        .source("https://hub.docker.com/r/atlassian/confluence"),
    row("Element", Class::Application, &["vectorim/element-web"]).listens(&[80]).port_env(&["ELEMENT_WEB_PORT"])
        .config(&["/etc/nginx/nginx.conf", "/etc/nginx/conf.d"])
        .source("https://hub.docker.com/r/vectorim/element-web"),
    row("Gotenberg", Class::Application, &["gotenberg"]).listens(&[3000]).port_flags(&["--api-port"])
        .port_env(&["PORT"]).source("https://gotenberg.dev/docs/configuration"),
    row("Hasura", Class::Application, &["hasura/graphql-engine"]).listens(&[8080]).port_flags(&["--server-port"])
        .port_env(&["HASURA_GRAPHQL_SERVER_PORT"])
        .source("https://hasura.io/docs/2.0/deployment/graphql-engine-flags/reference/"),
    row("Headless Chrome", Class::Application, &["browserless/chrome", "browserless/chromium"]).listens(&[3000])
        .port_env(&["PORT"]).source("https://docs.browserless.io/enterprise/docker/config"),
    row("Home Assistant", Class::Application, &["home-assistant/home-assistant", "homeassistant/home-assistant"])
        .listens(&[8123]).keeps(&["/config"]).config(&["/config"])
        .source("https://www.home-assistant.io/installation/linux"),
    row("Homer", Class::Application, &["b4bz/homer"]).listens(&[8080]).port_env(&["PORT"]).keeps(&["/www/assets"])
        .source("https://hub.docker.com/r/b4bz/homer"),
    row("imgproxy", Class::Application, &["imgproxy"]).listens(&[8080]).port_env(&["IMGPROXY_BIND", "PORT"])
        .source("https://docs.imgproxy.net/configuration/options"),
    row("Immich", Class::Application, &["immich-app/immich-server"]).port_env(&["IMMICH_PORT"])
        .source("https://immich.app/docs/install/environment-variables"),
    row("Jellyfin", Class::Application, &["jellyfin"]).listens(&[8096]).udp(&[7359]).keeps(&["/config"])
        .source("https://jellyfin.org/docs/general/post-install/networking/"),
    row("Jira", Class::Application, &[
        "atlassian/jira-software", "atlassian/jira-core", "atlassian/jira-servicemanagement",
    ]).listens(&[8080]).port_env(&["ATL_TOMCAT_PORT"]).keeps(&["/var/atlassian/application-data/jira"])
        .source("https://hub.docker.com/r/atlassian/jira-software"),
    row("Jupyter", Class::Application, &[
        "jupyter/base-notebook", "jupyter/minimal-notebook", "jupyter/scipy-notebook",
        "jupyter/datascience-notebook", "jupyter/tensorflow-notebook", "jupyter/pyspark-notebook",
        "jupyter/all-spark-notebook",
    ]).listens(&[8888]).port_flags(&["--port"]).port_env(&["JUPYTER_PORT"]).keeps(&["/home/jovyan"])
        .source("https://jupyter-docker-stacks.readthedocs.io/en/latest/using/common.html"),
    row("JupyterHub", Class::Application, &["jupyterhub/jupyterhub"]).listens(&[8000])
        .port_flags(&["--port"]).source("https://github.com/jupyterhub/jupyterhub"),
    row("LocalStack", Class::Application, &["localstack/localstack", "localstack/localstack-pro"]).listens(&[4566])
        .port_env(&["GATEWAY_LISTEN"]).keeps(&["/var/lib/localstack"])
        .source("https://docs.localstack.cloud/references/configuration/"),
    row("Mattermost", Class::Application, &["mattermost-team-edition", "mattermost-enterprise-edition"])
        .listens(&[8065]).port_env(&["MM_SERVICESETTINGS_LISTENADDRESS"]).keeps(&["/mattermost/data"])
        .logs(&["/mattermost/logs"]).config(&["/mattermost/config"])
        .source("https://docs.mattermost.com/configure/environment-configuration-settings.html"),
    row("MLflow", Class::Application, &["mlflow/mlflow"]).listens(&[5000]).port_flags(&["--port", "-p"])
        .port_env(&["MLFLOW_PORT"]).needs(&["server", "ui"]).source("https://mlflow.org/docs/latest/cli.html"),
    row("n8n", Class::Application, &["n8nio/n8n"]).listens(&[5678]).port_env(&["N8N_PORT"])
        .keeps(&["/home/node/.n8n"])
        .source("https://docs.n8n.io/hosting/configuration/environment-variables/deployment/"),
    row("Node-RED", Class::Application, &["node-red", "node-red-docker"]).listens(&[1880])
        .port_flags(&["--port", "-p"]).port_env(&["PORT"]).keeps(&["/data"])
        .source("https://nodered.org/docs/getting-started/docker"),
    row("Ollama", Class::Application, &["ollama/ollama"]).listens(&[11434]).port_env(&["OLLAMA_HOST"])
        .keeps(&["/root/.ollama"]).source("https://hub.docker.com/r/ollama/ollama"),
    row("ONLYOFFICE", Class::Application, &["onlyoffice/documentserver"]).listens(&[80])
        .keeps(&["/var/www/onlyoffice/Data"]).logs(&["/var/log/onlyoffice"])
        .source("https://hub.docker.com/r/onlyoffice/documentserver"),
    row("Paperless", Class::Application, &["paperless-ngx"]).listens(&[8000]).port_env(&["PAPERLESS_PORT"])
        .keeps(&["/usr/src/paperless/data"]).source("https://docs.paperless-ngx.com/configuration/"),
    row("Plex", Class::Application, &["plexinc/pms-docker", "linuxserver/plex"]).listens(&[32400])
        .keeps(&["/config"]).source("https://github.com/plexinc/pms-docker"),
    row("Portainer", Class::Application, &["portainer/portainer", "portainer/portainer-ce", "portainer/portainer-ee"])
        .listens(&[9000, 9443, 8000]).port_flags(&["--bind", "-p"]).keeps(&["/data"])
        .source("https://docs.portainer.io/advanced/cli"),
    row("PostgREST", Class::Application, &["postgrest"]).listens(&[3000]).port_env(&["PGRST_SERVER_PORT"])
        .source("https://docs.postgrest.org/en/stable/references/configuration.html"),
    row("Rancher", Class::Application, &["rancher/rancher"]).listens(&[80, 443]).port_flags(&["--http-listen-port"])
        .keeps(&["/var/lib/rancher"]).source("https://hub.docker.com/r/rancher/rancher"),
    row("Rocket.Chat", Class::Application, &["rocket.chat", "rocketchat"]).listens(&[3000]).port_env(&["PORT"])
        .keeps(&["/app/uploads"]).source("https://github.com/RocketChat/Docker.Official.Image"),
    row("RStudio", Class::Application, &["rocker/rstudio"]).listens(&[8787]).keeps(&["/home/rstudio"])
        .source("https://rocker-project.org/images/versioned/rstudio.html"),
    row("Selenium", Class::Application, &[
        "selenium/standalone-chrome", "selenium/standalone-firefox", "selenium/standalone-edge", "selenium/hub",
    ]).listens(&[4444]).source("https://github.com/SeleniumHQ/docker-selenium"),
    row("Synapse", Class::Application, &["matrixdotorg/synapse", "element-hq/synapse"]).listens(&[8008])
        .keeps(&["/data"]).config(&["/data"]).source("https://hub.docker.com/r/matrixdotorg/synapse"),
    row("Temporal", Class::Application, &["temporalio/auto-setup"]).listens(&[7233])
        .source("https://hub.docker.com/r/temporalio/auto-setup"),
    row("Temporal", Class::Application, &["temporalio/ui"]).listens(&[8080]).port_env(&["TEMPORAL_UI_PORT"])
        .source("https://docs.temporal.io/references/web-ui-environment-variables"),
    row("Trino", Class::Application, &["trinodb/trino", "trino"]).listens(&[8080]).keeps(&["/data/trino"])
        .config(&["/etc/trino"]).source("https://hub.docker.com/r/trinodb/trino"),
    row("Unleash", Class::Application, &["unleash-server"]).listens(&[4242]).port_env(&["PORT", "HTTP_PORT"])
        .source("https://docs.getunleash.io/reference/deploy/configuring-unleash"),
    row("vLLM", Class::Application, &["vllm/vllm-openai"]).listens(&[8000]).port_flags(&["--port"])
        .source("https://docs.vllm.ai/en/latest/deployment/docker.html"),
    // Mail, for trying it out.
    row("GreenMail", Class::Application, &["greenmail/standalone"])
        .listens(&[3025, 3110, 3143, 3465, 3993, 3995, 8080])
        .source("https://greenmail-mail-test.github.io/greenmail/"),
    row("maildev", Class::Helper, &["maildev"]).listens(&[1080, 1025]).port_flags(&["--web", "-w"])
        .port_env(&["MAILDEV_WEB_PORT"]).source("https://hub.docker.com/r/maildev/maildev"),
    row("MailHog", Class::Helper, &["mailhog"]).listens(&[8025, 1025]).port_flags(&["-ui-bind-addr"])
        .port_env(&["MH_UI_BIND_ADDR"]).source("https://github.com/mailhog/MailHog/blob/master/docs/CONFIG.md"),
    row("Mailpit", Class::Helper, &["mailpit"]).listens(&[8025, 1025]).port_flags(&["--listen", "-l"])
        .port_env(&["MP_UI_BIND_ADDR"]).source("https://mailpit.axllent.org/docs/configuration/runtime-options/"),
];
