//! The rows of the table, in the order in which they are tried. See [`super`] for what belongs here, and
//! [`crate::facts::software`] for what its columns mean.

use super::row;
use crate::facts::software::{Class, Software};

#[rustfmt::skip]
pub(super) static ROWS: &[Software] = &[
    // ---- Web servers, application servers, and small servers for trying things out.

    // Servers that serve files, or pass requests on.
    row("Apache httpd", Class::WebServer, &["bitnami/apache"]).listens(&[8080])
        .port_env(&["APACHE_HTTP_PORT_NUMBER"]).runs(&["httpd", "apachectl"]).keeps(&["/app"])
        .logs(&["/opt/bitnami/apache/logs"]).config(&["/opt/bitnami/apache/conf", "/vhosts"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/apache"]),
    row("Apache httpd", Class::WebServer, &["httpd", "apache", "apache2"]).listens(&[80])
        .runs(&["httpd", "httpd-foreground", "apachectl"]).keeps(&["/usr/local/apache2/htdocs"])
        .logs(&["/usr/local/apache2/logs"]).config(&["/usr/local/apache2/conf"])
        .writes(&["/usr/local/apache2/logs"]).brings(&["/usr/local/apache2/conf"])
        .sources(&["https://hub.docker.com/_/httpd"]),
    row("Caddy", Class::WebServer, &["caddy"]).listens(&[80]).port_flags(&["--listen"]).runs(&["caddy"])
        .keeps(&["/usr/share/caddy"]).config(&["/etc/caddy"])
        .sources(&["https://hub.docker.com/_/caddy", "https://caddyserver.com/docs/command-line"]),
    row("lighttpd", Class::WebServer, &["lighttpd"]).listens(&[80]).runs(&["lighttpd"]).config(&["/etc/lighttpd"])
        .sources(&["https://github.com/spujadas/lighttpd-docker"]),
    row("NGINX", Class::WebServer, &["bitnami/nginx"]).listens(&[8080])
        .port_env(&["NGINX_HTTP_PORT_NUMBER"]).runs(&["nginx"]).keeps(&["/app"]).logs(&["/opt/bitnami/nginx/logs"])
        .config(&["/opt/bitnami/nginx/conf"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/nginx"]),
    row("NGINX", Class::WebServer, &["nginx-unprivileged", "nginx/nginx-unprivileged"]).listens(&[8080]).runs(&["nginx"])
        .keeps(&["/usr/share/nginx/html"]).logs(&["/var/log/nginx"])
        .config(&["/etc/nginx/nginx.conf", "/etc/nginx/conf.d", "/etc/nginx/templates"])
        .writes(&["/tmp"]).brings(&["/etc/nginx"])
        .sources(&["https://github.com/nginxinc/docker-nginx-unprivileged", "https://hub.docker.com/_/nginx"]),
    row("NGINX", Class::WebServer, &["ubuntu/nginx"]).listens(&[80]).runs(&["nginx"]).keeps(&["/var/www/html"])
        .logs(&["/var/log/nginx"]).config(&["/etc/nginx"]).sources(&["https://hub.docker.com/r/ubuntu/nginx"]),
    row("NGINX", Class::WebServer, &["chainguard/nginx"]).listens(&[8080]).runs(&["nginx"])
        .keeps(&["/usr/share/nginx/html"]).config(&["/etc/nginx/nginx.conf", "/etc/nginx/conf.d"])
        .sources(&["https://github.com/chainguard-images/images/blob/main/images/nginx/README.md"]),
    row("NGINX", Class::WebServer, &["nginx", "nginx-slim"]).listens(&[80]).runs(&["nginx"])
        .keeps(&["/usr/share/nginx/html"]).logs(&["/var/log/nginx"])
        .config(&["/etc/nginx/nginx.conf", "/etc/nginx/conf.d", "/etc/nginx/templates"])
        .writes(&["/var/cache/nginx"]).brings(&["/etc/nginx"])
        .sources(&["https://hub.docker.com/_/nginx"]),
    row("OpenResty", Class::WebServer, &["openresty"]).listens(&[80]).runs(&["openresty", "nginx"])
        .keeps(&["/usr/local/openresty/nginx/html"]).logs(&["/usr/local/openresty/nginx/logs"])
        .config(&["/usr/local/openresty/nginx/conf", "/etc/nginx/conf.d"])
        .sources(&["https://github.com/openresty/docker-openresty"]),
    row("Tomcat", Class::WebServer, &["bitnami/tomcat"]).listens(&[8080])
        .port_env(&["TOMCAT_HTTP_PORT_NUMBER"]).runs(&["catalina.sh"])
        .keeps(&["/bitnami/tomcat", "/opt/bitnami/tomcat/webapps"]).logs(&["/opt/bitnami/tomcat/logs"])
        .config(&["/opt/bitnami/tomcat/conf"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/tomcat"]),
    row("Tomcat", Class::WebServer, &["tomcat"]).listens(&[8080]).runs(&["catalina.sh", "startup.sh"])
        .keeps(&["/usr/local/tomcat/webapps"]).logs(&["/usr/local/tomcat/logs"]).config(&["/usr/local/tomcat/conf"])
        .brings(&["/usr/local/tomcat/bin", "/usr/local/tomcat/conf", "/usr/local/tomcat/lib"])
        .sources(&["https://hub.docker.com/_/tomcat", "https://tomcat.apache.org/tomcat-10.1-doc/introduction.html"]),
    // Servers of one application or of what an image brings along.
    row("GlassFish", Class::Application, &["glassfish"]).listens(&[8080, 4848, 8181])
        .sources(&["https://github.com/eclipse-ee4j/glassfish.docker"]),
    row("IIS", Class::Application, &["windows/servercore/iis", "iis"]).listens(&[80])
        .sources(&["https://github.com/microsoft/iis-docker"]),
    row("Jetty", Class::Application, &["library/jetty"]).listens(&[8080]).keeps(&["/var/lib/jetty/webapps"])
        .sources(&["https://hub.docker.com/_/jetty"]),
    row("Open Liberty", Class::Application, &["open-liberty", "websphere-liberty"]).listens(&[9080]).logs(&["/logs"])
        .config(&["/config"]).sources(&["https://hub.docker.com/_/open-liberty"]),
    row("OpenLiteSpeed", Class::Application, &["openlitespeed", "litespeed"]).listens(&[80, 443, 7080])
        .config(&["/usr/local/lsws/conf"]).sources(&["https://github.com/litespeedtech/ols-dockerfiles"]),
    row("Payara", Class::Application, &["payara/server-full", "payara/server-web", "payara/micro"]).listens(&[8080])
        .sources(&["https://github.com/payara/docker-payaraserver-full"]),
    row("PHP", Class::Application, &["bitnami/php-fpm"]).listens(&[9000]).serves(&["php-fpm"])
        .runs(&["php-fpm", "php"]).keeps(&["/app"]).config(&["/opt/bitnami/php/etc"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/php-fpm"]),
    row("PHP", Class::Application, &["php:*fpm*", "php-fpm"]).listens(&[9000]).serves(&["php-fpm"])
        .runs(&["php-fpm", "php"]).keeps(&["/var/www/html"])
        .config(&["/usr/local/etc/php-fpm.conf", "/usr/local/etc/php-fpm.d"])
        .brings(&["/var/www/html"])
        .sources(&["https://hub.docker.com/_/php", "https://github.com/docker-library/php"]),
    row("PHP", Class::Application, &["php:*apache*"]).listens(&[80]).serves(&["apache2-foreground"])
        .runs(&["apache2-foreground", "php"]).keeps(&["/var/www/html"]).logs(&["/var/log/apache2"])
        .config(&["/etc/apache2"])
        .brings(&["/var/www/html"])
        .sources(&[
            "https://hub.docker.com/_/php", "https://github.com/docker-library/php",
            "https://sources.debian.org/src/apache2/unstable/debian/config-dir/envvars/",
        ]),
    row("PHP", Class::Application, &["php"]).runs(&["php-fpm", "apache2-foreground", "php"]).keeps(&["/var/www/html"])
        .brings(&["/var/www/html"])
        .sources(&["https://hub.docker.com/_/php"]),
    row("Static Web Server", Class::Application, &["static-web-server"]).port_flags(&["--port", "-p"])
        .port_env(&["SERVER_PORT"]).keeps(&["/public"])
        .sources(&["https://github.com/static-web-server/static-web-server"]),
    row("TomEE", Class::Application, &["tomee"]).listens(&[8080]).keeps(&["/usr/local/tomee/webapps"])
        .logs(&["/usr/local/tomee/logs"]).config(&["/usr/local/tomee/conf"])
        .sources(&["https://hub.docker.com/_/tomee", "https://tomcat.apache.org/tomcat-10.1-doc/introduction.html"]),
    row("WebLogic", Class::Application, &["middleware/weblogic"]).listens(&[7001])
        .sources(&["https://github.com/oracle/docker-images/tree/main/OracleWebLogic"]),
    row("WildFly", Class::Application, &["wildfly"]).listens(&[8080, 9990])
        .keeps(&["/opt/jboss/wildfly/standalone/deployments"]).logs(&["/opt/jboss/wildfly/standalone/log"])
        .config(&["/opt/jboss/wildfly/standalone/configuration"])
        .sources(&[
            "https://github.com/jboss-dockerfiles/wildfly", "https://docs.wildfly.org/34/Getting_Started_Guide.html",
        ]),
    // Small servers for trying things out.
    row("default backend", Class::Application, &["defaultbackend", "defaultbackend-*"]).listens(&[8080])
        .port_flags(&["--port"])
        .sources(&["https://github.com/kubernetes/ingress-gce/blob/master/cmd/404-server/server.go"]),
    row("echo-server", Class::Application, &["ealen/echo-server"]).listens(&[80]).port_flags(&["--port"])
        .port_env(&["PORT"]).sources(&["https://github.com/Ealenn/Echo-Server"]),
    row("echo-server", Class::Application, &["jmalloc/echo-server"]).listens(&[8080]).port_env(&["PORT"])
        .sources(&["https://github.com/jmalloc/echo-server"]),
    row("echoserver", Class::Application, &["echoserver"]).listens(&[8080])
        .sources(&["https://kubernetes.io/docs/tutorials/services/source-ip/"]),
    row("Google samples: hello-app", Class::Application, &["google-samples/hello-app"]).listens(&[8080])
        .port_env(&["PORT"])
        .sources(&["https://github.com/GoogleCloudPlatform/kubernetes-engine-samples/tree/main/quickstarts/hello-app"]),
    row("http-echo", Class::Application, &["http-echo"]).listens(&[5678]).port_flags(&["--listen"])
        .needs(&["-text", "--text", "ECHO_TEXT"]).sources(&["https://github.com/hashicorp/http-echo"]),
    row("http-https-echo", Class::Application, &["http-https-echo"]).listens(&[8080, 8443]).port_env(&["HTTP_PORT"])
        .sources(&["https://github.com/mendhak/docker-http-https-echo"]),
    row("httpbin", Class::Application, &["kennethreitz/httpbin"]).listens(&[80])
        .sources(&["https://github.com/postmanlabs/httpbin"]),
    row("httpbin", Class::Application, &["go-httpbin"]).listens(&[8080]).port_flags(&["--port"]).port_env(&["PORT"])
        .sources(&["https://github.com/mccutchen/go-httpbin"]),
    row("NGINX hello", Class::Application, &["nginxdemos/hello"]).listens(&[80])
        .config(&["/etc/nginx/nginx.conf", "/etc/nginx/conf.d"])
        .sources(&["https://github.com/nginxinc/NGINX-Demos/tree/master/nginx-hello"]),
    row("podinfo", Class::Application, &["podinfo"]).listens(&[9898]).port_flags(&["--port"])
        .port_env(&["PODINFO_PORT"]).sources(&["https://github.com/stefanprodan/podinfo"]),
    row("serve_hostname", Class::Application, &["serve_hostname", "serve-hostname"]).listens(&[9376])
        .sources(&["https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/"]),
    row("whoami", Class::Application, &["traefik/whoami", "containous/whoami"]).listens(&[80]).port_flags(&["--port"])
        .port_env(&["WHOAMI_PORT_NUMBER"]).sources(&["https://github.com/traefik/whoami"]),

    // ---- Applications that one installs.

    // Content, wikis, shops and communities.
    row("BookStack", Class::Application, &["linuxserver/bookstack"]).listens(&[80]).keeps(&["/config"])
        .sources(&["https://docs.linuxserver.io/images/docker-bookstack/"]),
    row("Directus", Class::Application, &["directus"]).listens(&[8055]).port_env(&["PORT"])
        .keeps(&["/directus/uploads", "/directus/database"])
        .sources(&["https://docs.directus.io/self-hosted/config-options"]),
    row("DokuWiki", Class::Application, &["bitnami/dokuwiki"]).listens(&[8080, 8443])
        .port_env(&["APACHE_HTTP_PORT_NUMBER"]).keeps(&["/bitnami/dokuwiki"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/dokuwiki"]),
    row("Drupal", Class::Application, &["bitnami/drupal"]).listens(&[8080, 8443])
        .port_env(&["APACHE_HTTP_PORT_NUMBER"]).keeps(&["/bitnami/drupal"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/drupal"]),
    row("Drupal", Class::Application, &["drupal:*fpm*"]).listens(&[9000]).runs(&["php-fpm"]).keeps(&["/var/www/html"])
        .config(&["/usr/local/etc/php-fpm.conf", "/usr/local/etc/php-fpm.d"])
        .sources(&["https://hub.docker.com/_/drupal", "https://github.com/docker-library/php"]),
    row("Drupal", Class::Application, &["drupal"]).listens(&[80]).runs(&["apache2-foreground", "php-fpm"])
        .keeps(&["/var/www/html"]).logs(&["/var/log/apache2"]).config(&["/etc/apache2"])
        .sources(&[
            "https://hub.docker.com/_/drupal", "https://github.com/docker-library/php",
            "https://sources.debian.org/src/apache2/unstable/debian/config-dir/envvars/",
        ]),
    row("Ghost", Class::Application, &["bitnami/ghost"]).listens(&[2368])
        .port_env(&["GHOST_PORT_NUMBER"]).keeps(&["/bitnami/ghost"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/ghost"]),
    row("Ghost", Class::Application, &["ghost"]).listens(&[2368]).port_env(&["server__port"])
        .keeps(&["/var/lib/ghost/content"]).config(&["/var/lib/ghost/config.production.json"])
        .sources(&[
            "https://hub.docker.com/_/ghost", "https://github.com/docker-library/ghost",
            "https://docs.ghost.org/config",
        ]),
    row("Joomla", Class::Application, &["bitnami/joomla"]).listens(&[8080, 8443])
        .port_env(&["APACHE_HTTP_PORT_NUMBER"]).keeps(&["/bitnami/joomla"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/joomla"]),
    row("Joomla", Class::Application, &["joomla:*fpm*"]).listens(&[9000]).runs(&["php-fpm"]).keeps(&["/var/www/html"])
        .config(&["/usr/local/etc/php-fpm.conf", "/usr/local/etc/php-fpm.d"])
        .brings(&["/usr/src/joomla"])
        .sources(&["https://hub.docker.com/_/joomla", "https://github.com/docker-library/php"]),
    row("Joomla", Class::Application, &["joomla"]).listens(&[80]).runs(&["apache2-foreground", "php-fpm"])
        .keeps(&["/var/www/html"]).logs(&["/var/log/apache2"]).config(&["/etc/apache2"])
        .brings(&["/usr/src/joomla"])
        .sources(&[
            "https://hub.docker.com/_/joomla", "https://github.com/docker-library/php",
            "https://sources.debian.org/src/apache2/unstable/debian/config-dir/envvars/",
        ]),
    row("Magento", Class::Application, &["bitnami/magento"]).listens(&[8080, 8443])
        .port_env(&["APACHE_HTTP_PORT_NUMBER"]).keeps(&["/bitnami/magento"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/magento"]),
    row("Matomo", Class::Application, &["bitnami/matomo"]).listens(&[8080, 8443])
        .port_env(&["APACHE_HTTP_PORT_NUMBER"]).keeps(&["/bitnami/matomo"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/matomo"]),
    row("Matomo", Class::Application, &["matomo:*fpm*"]).listens(&[9000]).runs(&["php-fpm"]).keeps(&["/var/www/html"])
        .config(&["/usr/local/etc/php-fpm.conf", "/usr/local/etc/php-fpm.d"])
        .brings(&["/usr/src/matomo"])
        .sources(&["https://hub.docker.com/_/matomo", "https://github.com/docker-library/php"]),
    row("Matomo", Class::Application, &["matomo"]).listens(&[80]).runs(&["apache2-foreground", "php-fpm"])
        .keeps(&["/var/www/html"]).logs(&["/var/log/apache2"]).config(&["/etc/apache2"])
        .brings(&["/usr/src/matomo"])
        .sources(&[
            "https://hub.docker.com/_/matomo", "https://github.com/docker-library/php",
            "https://sources.debian.org/src/apache2/unstable/debian/config-dir/envvars/",
        ]),
    row("MediaWiki", Class::Application, &["bitnami/mediawiki"]).listens(&[8080, 8443])
        .port_env(&["APACHE_HTTP_PORT_NUMBER"]).keeps(&["/bitnami/mediawiki"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/mediawiki"]),
    row("MediaWiki", Class::Application, &["mediawiki:*fpm*"]).listens(&[9000]).runs(&["php-fpm"])
        .keeps(&["/var/www/html"]).config(&["/usr/local/etc/php-fpm.conf", "/usr/local/etc/php-fpm.d"])
        .brings(&["/var/www/html"])
        .sources(&["https://hub.docker.com/_/mediawiki", "https://github.com/docker-library/php"]),
    row("MediaWiki", Class::Application, &["mediawiki"]).listens(&[80]).runs(&["apache2-foreground", "php-fpm"])
        .keeps(&["/var/www/html"]).logs(&["/var/log/apache2"]).config(&["/etc/apache2"])
        .brings(&["/var/www/html"])
        .sources(&[
            "https://hub.docker.com/_/mediawiki", "https://github.com/docker-library/php",
            "https://sources.debian.org/src/apache2/unstable/debian/config-dir/envvars/",
        ]),
    row("Moodle", Class::Application, &["bitnami/moodle"]).listens(&[8080, 8443])
        .port_env(&["APACHE_HTTP_PORT_NUMBER"]).keeps(&["/bitnami/moodle"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/moodle"]),
    row("Nextcloud", Class::Application, &["nextcloud:*fpm*"]).listens(&[9000]).runs(&["php-fpm"])
        .keeps(&["/var/www/html"]).config(&["/usr/local/etc/php-fpm.conf", "/usr/local/etc/php-fpm.d"])
        .brings(&["/usr/src/nextcloud"])
        .sources(&["https://hub.docker.com/_/nextcloud", "https://github.com/docker-library/php"]),
    row("Nextcloud", Class::Application, &["nextcloud"]).listens(&[80]).runs(&["apache2-foreground", "php-fpm"])
        .keeps(&["/var/www/html"]).logs(&["/var/log/apache2"]).config(&["/etc/apache2"])
        .brings(&["/usr/src/nextcloud"])
        .sources(&[
            "https://hub.docker.com/_/nextcloud", "https://github.com/docker-library/php",
            "https://sources.debian.org/src/apache2/unstable/debian/config-dir/envvars/",
        ]),
    row("Odoo", Class::Application, &["bitnami/odoo"]).listens(&[8069])
        .port_env(&["ODOO_PORT_NUMBER"]).keeps(&["/bitnami/odoo"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/odoo"]),
    row("Odoo", Class::Application, &["odoo"]).listens(&[8069]).port_flags(&["--http-port", "-p"])
        .keeps(&["/var/lib/odoo"]).config(&["/etc/odoo"])
        .sources(&[
            "https://hub.docker.com/_/odoo", "https://www.odoo.com/documentation/18.0/developer/reference/cli.html",
        ]),
    row("OpenCart", Class::Application, &["bitnami/opencart"]).listens(&[8080, 8443])
        .port_env(&["APACHE_HTTP_PORT_NUMBER"]).keeps(&["/bitnami/opencart"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/opencart"]),
    row("Outline", Class::Application, &["outlinewiki/outline"]).listens(&[3000]).port_env(&["PORT"])
        .sources(&["https://github.com/outline/outline"]),
    row("ownCloud", Class::Application, &["owncloud/server"]).listens(&[8080]).keeps(&["/mnt/data"])
        .sources(&["https://github.com/owncloud-docker/server"]),
    row("ownCloud", Class::Application, &["owncloud"]).listens(&[80]).keeps(&["/var/www/html"])
        .sources(&["https://github.com/docker-library/owncloud", "https://github.com/docker-library/php"]),
    row("PrestaShop", Class::Application, &["bitnami/prestashop"]).listens(&[8080, 8443])
        .port_env(&["APACHE_HTTP_PORT_NUMBER"]).keeps(&["/bitnami/prestashop"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/prestashop"]),
    row("PrestaShop", Class::Application, &["prestashop"]).listens(&[80]).keeps(&["/var/www/html"])
        .sources(&["https://github.com/PrestaShop/docker"]),
    row("Redmine", Class::Application, &["bitnami/redmine"]).listens(&[3000])
        .port_env(&["REDMINE_PORT_NUMBER"]).keeps(&["/bitnami/redmine"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/redmine"]),
    row("Redmine", Class::Application, &["redmine"]).listens(&[3000]).keeps(&["/usr/src/redmine/files"])
        .sources(&["https://hub.docker.com/_/redmine"]),
    row("Strapi", Class::Application, &["strapi/strapi", "strapi"]).listens(&[1337]).port_env(&["PORT"])
        .sources(&["https://github.com/strapi/strapi-docker", "https://docs.strapi.io/cms/configurations/server"]),
    row("Wiki.js", Class::Application, &["requarks/wiki"]).listens(&[3000])
        .sources(&["https://github.com/requarks/wiki"]),
    row("WordPress", Class::Application, &["bitnami/wordpress"]).listens(&[8080, 8443])
        .port_env(&["APACHE_HTTP_PORT_NUMBER"]).keeps(&["/bitnami/wordpress"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/wordpress"]),
    row("WordPress", Class::Application, &["bitnami/wordpress-nginx"])
        .listens(&[8080, 8443]).port_env(&["NGINX_HTTP_PORT_NUMBER"]).keeps(&["/bitnami/wordpress"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/wordpress-nginx"]),
    row("WordPress", Class::Tool, &["wordpress:cli*", "wordpress:*-cli*"]),
    row("WordPress", Class::Application, &["wordpress:*fpm*"]).listens(&[9000]).runs(&["php-fpm"])
        .keeps(&["/var/www/html"]).config(&["/usr/local/etc/php-fpm.conf", "/usr/local/etc/php-fpm.d"])
        .brings(&["/usr/src/wordpress"])
        .sources(&["https://hub.docker.com/_/wordpress", "https://github.com/docker-library/php"]),
    row("WordPress", Class::Application, &["wordpress"]).listens(&[80]).runs(&["apache2-foreground", "php-fpm"])
        .keeps(&["/var/www/html"]).logs(&["/var/log/apache2"]).config(&["/etc/apache2"])
        .brings(&["/usr/src/wordpress"])
        .sources(&[
            "https://hub.docker.com/_/wordpress", "https://github.com/docker-library/php",
            "https://sources.debian.org/src/apache2/unstable/debian/config-dir/envvars/",
        ]),
    row("XWiki", Class::Application, &["xwiki"]).listens(&[8080]).keeps(&["/usr/local/xwiki"])
        .sources(&["https://github.com/xwiki-contrib/docker-xwiki"]),
    // Forges, builds and artifacts.
    row("Artifactory", Class::Application, &[
        "artifactory-oss", "artifactory-pro", "artifactory-jcr", "artifactory-cpp-ce",
    ]).listens(&[8082, 8081]).keeps(&["/var/opt/jfrog/artifactory"])
        .sources(&["https://jfrog.com/help/r/jfrog-installation-setup-documentation/install-artifactory-single-node-with-docker"]),
    row("ChartMuseum", Class::Application, &["chartmuseum"]).listens(&[8080]).port_flags(&["--port"])
        .port_env(&["PORT"]).sources(&["https://github.com/helm/chartmuseum"]),
    row("Container registry", Class::Application, &[
        "library/registry", "distribution/distribution", "distribution/registry",
    ]).listens(&[5000]).port_env(&["REGISTRY_HTTP_ADDR"]).keeps(&["/var/lib/registry"])
        .config(&["/etc/docker/registry", "/etc/distribution"])
        .sources(&[
            "https://hub.docker.com/_/registry", "https://distribution.github.io/distribution/about/deploying/",
            "https://distribution.github.io/distribution/about/configuration/",
        ]),
    row("Drone", Class::Application, &["drone/drone"]).listens(&[80]).port_env(&["DRONE_SERVER_PORT"]).keeps(&["/data"])
        .sources(&["https://docs.drone.io/server/reference/drone-server-port/"]),
    row("Forgejo", Class::Application, &["forgejo"]).listens(&[3000, 22]).port_env(&["FORGEJO__server__HTTP_PORT"])
        .keeps(&["/data"]).sources(&["https://forgejo.org/docs/latest/admin/installation/docker/"]),
    row("Gitea", Class::Application, &["gitea:*rootless*"]).listens(&[3000, 2222])
        .port_env(&["GITEA__server__HTTP_PORT"]).keeps(&["/var/lib/gitea"]).config(&["/etc/gitea"])
        .sources(&["https://docs.gitea.com/installation/install-with-docker-rootless"]),
    row("Gitea", Class::Application, &["gitea"]).listens(&[3000, 22]).port_env(&["GITEA__server__HTTP_PORT"])
        .keeps(&["/data"]).sources(&["https://docs.gitea.com/installation/install-with-docker"]),
    row("GitLab", Class::Application, &["gitlab-ce", "gitlab-ee"]).listens(&[80, 22]).keeps(&["/var/opt/gitlab"])
        .logs(&["/var/log/gitlab"]).config(&["/etc/gitlab"]).sources(&["https://docs.gitlab.com/install/docker/"]),
    row("GitLab Runner", Class::Application, &["gitlab-runner"]).config(&["/etc/gitlab-runner"])
        .sources(&["https://docs.gitlab.com/runner/install/docker/"]),
    row("Gogs", Class::Application, &["gogs"]).listens(&[3000, 22]).keeps(&["/data"])
        .sources(&["https://github.com/gogs/gogs"]),
    row("Jenkins", Class::Application, &["bitnami/jenkins"]).listens(&[8080, 8443, 50000])
        .port_env(&["JENKINS_HTTP_PORT_NUMBER"]).keeps(&["/bitnami/jenkins"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/jenkins"]),
    row("Jenkins", Class::Application, &["jenkins", "jenkins/jenkins"]).listens(&[8080, 50000])
        .port_flags(&["--httpPort"]).runs(&["jenkins.sh", "jenkins.war"]).keeps(&["/var/jenkins_home"])
        .writes(&["/var/jenkins_home"])
        .sources(&["https://github.com/jenkinsci/docker"]),
    row("Nexus", Class::Application, &["nexus3"]).listens(&[8081]).keeps(&["/nexus-data"])
        .sources(&["https://github.com/sonatype/docker-nexus3"]),
    row("SonarQube", Class::Application, &["bitnami/sonarqube"]).listens(&[9000])
        .port_env(&["SONARQUBE_PORT_NUMBER"]).keeps(&["/bitnami/sonarqube"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/sonarqube"]),
    row("SonarQube", Class::Application, &["sonarqube"]).listens(&[9000]).port_env(&["SONAR_WEB_PORT"])
        .keeps(&["/opt/sonarqube/data"]).logs(&["/opt/sonarqube/logs"]).config(&["/opt/sonarqube/conf"])
        .sources(&["https://hub.docker.com/_/sonarqube"]),
    row("TeamCity", Class::Application, &["teamcity-server"]).listens(&[8111]).keeps(&["/data/teamcity_server/datadir"])
        .logs(&["/opt/teamcity/logs"]).sources(&["https://github.com/JetBrains/teamcity-docker-images"]),
    row("Verdaccio", Class::Application, &["verdaccio"]).listens(&[4873]).port_env(&["VERDACCIO_PORT"])
        .keeps(&["/verdaccio/storage"]).config(&["/verdaccio/conf"]).sources(&["https://verdaccio.org/docs/docker/"]),
    row("Woodpecker", Class::Application, &["woodpecker-server"]).listens(&[8000, 9000])
        .port_env(&["WOODPECKER_SERVER_ADDR"]).keeps(&["/var/lib/woodpecker"])
        .sources(&["https://github.com/woodpecker-ci/woodpecker"]),
    // Identity and secrets.
    row("Authelia", Class::Application, &["authelia"]).listens(&[9091]).config(&["/config"])
        .sources(&["https://www.authelia.com/configuration/miscellaneous/server/"]),
    row("Authentik", Class::Application, &["goauthentik/server"]).listens(&[9000, 9443])
        .port_env(&["AUTHENTIK_LISTEN__HTTP"]).needs(&["server"])
        .sources(&["https://docs.goauthentik.io/install-config/configuration/"]),
    row("Dex", Class::Application, &["dexidp/dex", "coreos/dex"]).config(&["/etc/dex"])
        .sources(&["https://dexidp.io/docs/getting-started/"]),
    row("FreeIPA", Class::Application, &["freeipa-server"]).keeps(&["/data"])
        .sources(&["https://github.com/freeipa/freeipa-container"]),
    row("Hydra", Class::Application, &["oryd/hydra"]).listens(&[4444, 4445]).port_env(&["SERVE_PUBLIC_PORT"])
        .serves(&["serve"]).sources(&["https://github.com/ory/hydra"]),
    row("Keycloak", Class::Application, &["bitnami/keycloak"]).listens(&[8080])
        .port_env(&["KEYCLOAK_HTTP_PORT"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/keycloak"]),
    row("Keycloak", Class::Application, &["jboss/keycloak"]).listens(&[8080, 8443])
        .sources(&["https://github.com/keycloak/keycloak-containers/tree/16.1.1/server"]),
    row("Keycloak", Class::Application, &["keycloak"]).listens(&[8080, 9000])
        .port_flags(&["--http-port", "--http-management-port"]).port_env(&["KC_HTTP_PORT", "KC_HTTP_MANAGEMENT_PORT"]).needs(&["start", "start-dev"]).config(&["/opt/keycloak/conf"])
        .sources(&["https://www.keycloak.org/server/containers", "https://www.keycloak.org/server/management-interface"]),
    row("OpenLDAP", Class::Application, &["bitnami/openldap"]).listens(&[1389])
        .port_env(&["LDAP_PORT_NUMBER"]).keeps(&["/bitnami/openldap"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/openldap"]),
    row("OpenLDAP", Class::Application, &["osixia/openldap"]).listens(&[389, 636]).keeps(&["/var/lib/ldap"])
        .config(&["/etc/ldap/slapd.d"]).sources(&["https://github.com/osixia/docker-openldap"]),
    row("Vaultwarden", Class::Application, &["vaultwarden", "bitwarden_rs", "vaultwarden/server", "bitwardenrs/server"])
        .listens(&[80]).port_env(&["ROCKET_PORT"]).keeps(&["/data"])
        .sources(&["https://github.com/dani-garcia/vaultwarden"]),
    row("ZITADEL", Class::Application, &["zitadel"]).listens(&[8080]).port_flags(&["--port"])
        .port_env(&["ZITADEL_PORT"]).needs(&["start", "start-from-init", "start-from-setup"])
        .sources(&["https://zitadel.com/docs/self-hosting/deploy/overview"]),
    // Consoles for data.
    row("Adminer", Class::Application, &["adminer"]).listens(&[8080]).sources(&["https://hub.docker.com/_/adminer"]),
    row("AKHQ", Class::Application, &["akhq"]).listens(&[8080]).config(&["/app/application.yml"])
        .sources(&["https://github.com/tchiotludo/akhq/blob/dev/docs/docs/configuration/docker.md"]),
    row("CloudBeaver", Class::Application, &["cloudbeaver"]).listens(&[8978]).keeps(&["/opt/cloudbeaver/workspace"])
        .sources(&["https://github.com/dbeaver/cloudbeaver"]),
    row("CMAK", Class::Application, &["cmak", "kafka-manager"]).listens(&[9000])
        .sources(&["https://github.com/yahoo/CMAK"]),
    row("Kafdrop", Class::Application, &["kafdrop"]).listens(&[9000]).port_env(&["SERVER_PORT"])
        .sources(&["https://github.com/obsidiandynamics/kafdrop"]),
    row("Kafka UI", Class::Application, &["kafka-ui"]).listens(&[8080])
        .sources(&["https://docs.kafka-ui.provectus.io/"]),
    row("Metabase", Class::Application, &["metabase"]).listens(&[3000]).port_env(&["MB_JETTY_PORT"])
        .sources(&["https://www.metabase.com/docs/latest/configuring-metabase/environment-variables"]),
    row("mongo-express", Class::Application, &["mongo-express"]).listens(&[8081]).port_env(&["PORT"])
        .sources(&[
            "https://hub.docker.com/_/mongo-express",
            "https://github.com/mongo-express/mongo-express/blob/master/config.default.js",
        ]),
    row("pgAdmin", Class::Application, &["pgadmin4"]).listens(&[80]).port_env(&["PGADMIN_LISTEN_PORT"])
        .keeps(&["/var/lib/pgadmin"])
        .sources(&["https://www.pgadmin.org/docs/pgadmin4/latest/container_deployment.html"]),
    row("phpMyAdmin", Class::Application, &["bitnami/phpmyadmin"]).listens(&[8080, 8443])
        .port_env(&["APACHE_HTTP_PORT_NUMBER"]).keeps(&["/bitnami/phpmyadmin"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/phpmyadmin"]),
    row("phpMyAdmin", Class::Application, &["phpmyadmin:*fpm*"]).listens(&[9000]).runs(&["php-fpm"])
        .brings(&["/var/www/html"])
        .sources(&["https://hub.docker.com/_/phpmyadmin", "https://github.com/docker-library/php"]),
    row("phpMyAdmin", Class::Application, &["phpmyadmin"]).listens(&[80]).port_env(&["APACHE_PORT"])
        .runs(&["apache2-foreground", "php-fpm"]).config(&["/etc/apache2"])
        .brings(&["/var/www/html"])
        .sources(&["https://hub.docker.com/_/phpmyadmin"]),
    row("Redash", Class::Application, &["redash/redash"]).listens(&[5000]).needs(&["server"])
        .sources(&["https://github.com/getredash/redash"]),
    row("Redis Commander", Class::Application, &["redis-commander"]).listens(&[8081]).port_flags(&["--port", "-p"])
        .port_env(&["PORT"]).sources(&["https://github.com/joeferner/redis-commander"]),
    row("Redis Insight", Class::Application, &["redisinsight:1*"]).listens(&[8001]).keeps(&["/db"])
        .sources(&["https://hub.docker.com/r/redislabs/redisinsight"]),
    row("Redis Insight", Class::Application, &["redisinsight"]).listens(&[5540]).port_env(&["RI_APP_PORT"])
        .keeps(&["/data"]).sources(&["https://redis.io/docs/latest/operate/redisinsight/configuration/"]),
    // Work, chat, home and media.
    row("Appwrite", Class::Application, &["appwrite/appwrite"]).listens(&[80])
        .sources(&["https://github.com/appwrite/appwrite"]),
    row("Camunda", Class::Application, &["camunda/camunda-bpm-platform"]).listens(&[8080])
        .sources(&["https://github.com/camunda/docker-camunda-bpm-platform"]),
    row("code-server", Class::Application, &["codercom/code-server"]).listens(&[8080])
        .port_flags(&["--bind-addr", "--port"]).port_env(&["PORT"]).keeps(&["/home/coder"])
        .sources(&["https://github.com/coder/code-server"]),
    row("code-server", Class::Application, &["linuxserver/code-server"]).listens(&[8443]).keeps(&["/config"])
        .sources(&["https://docs.linuxserver.io/images/docker-code-server/"]),
    row("Confluence", Class::Application, &["atlassian/confluence", "atlassian/confluence-server"]).listens(&[8090])
        .port_env(&["ATL_TOMCAT_PORT"]).keeps(&["/var/atlassian/application-data/confluence"])
        .sources(&["https://hub.docker.com/r/atlassian/confluence"]),
    row("Element", Class::Application, &["vectorim/element-web"]).listens(&[80]).port_env(&["ELEMENT_WEB_PORT"])
        .config(&["/etc/nginx/nginx.conf", "/etc/nginx/conf.d"])
        .sources(&["https://hub.docker.com/r/vectorim/element-web"]),
    row("Gotenberg", Class::Application, &["gotenberg"]).listens(&[3000]).port_flags(&["--api-port"])
        .port_env(&["PORT"]).sources(&["https://github.com/gotenberg/gotenberg"]),
    row("Hasura", Class::Application, &["hasura/graphql-engine"]).listens(&[8080]).port_flags(&["--server-port"])
        .port_env(&["HASURA_GRAPHQL_SERVER_PORT"])
        .sources(&["https://hasura.io/docs/2.0/deployment/graphql-engine-flags/reference/"]),
    row("Headlamp", Class::Application, &["headlamp"]).listens(&[4466]).port_flags(&["--port"])
        .port_env(&["HEADLAMP_CONFIG_PORT"])
        .sources(&["https://github.com/headlamp-k8s/headlamp/blob/main/backend/pkg/config/config.go"]),
    row("Headless Chrome", Class::Application, &["browserless/chrome", "browserless/chromium"]).listens(&[3000])
        .port_env(&["PORT"]).sources(&["https://github.com/browserless/browserless"]),
    row("Home Assistant", Class::Application, &["home-assistant/home-assistant", "homeassistant/home-assistant"])
        .listens(&[8123]).keeps(&["/config"]).config(&["/config"])
        .sources(&["https://www.home-assistant.io/installation/linux"]),
    row("Homer", Class::Application, &["b4bz/homer"]).listens(&[8080]).port_env(&["PORT"]).keeps(&["/www/assets"])
        .sources(&["https://github.com/bastienwirtz/homer"]),
    row("imgproxy", Class::Application, &["imgproxy"]).listens(&[8080]).port_env(&["IMGPROXY_BIND", "PORT"])
        .sources(&["https://docs.imgproxy.net/configuration/options"]),
    row("Immich", Class::Application, &["immich-app/immich-server"]).port_env(&["IMMICH_PORT"])
        .sources(&["https://immich.app/docs/install/environment-variables"]),
    row("Jellyfin", Class::Application, &["jellyfin"]).listens(&[8096]).keeps(&["/config"])
        .sources(&["https://jellyfin.org/docs/general/post-install/networking/"]),
    row("Jira", Class::Application, &[
        "atlassian/jira-software", "atlassian/jira-core", "atlassian/jira-servicemanagement",
    ]).listens(&[8080]).port_env(&["ATL_TOMCAT_PORT"]).keeps(&["/var/atlassian/application-data/jira"])
        .sources(&["https://hub.docker.com/r/atlassian/jira-software"]),
    row("Jupyter", Class::Application, &[
        "jupyter/base-notebook", "jupyter/minimal-notebook", "jupyter/scipy-notebook", "jupyter/datascience-notebook",
        "jupyter/tensorflow-notebook", "jupyter/pyspark-notebook", "jupyter/all-spark-notebook",
    ]).listens(&[8888]).port_flags(&["--port"]).port_env(&["JUPYTER_PORT"]).keeps(&["/home/jovyan"])
        .sources(&["https://jupyter-docker-stacks.readthedocs.io/en/latest/using/common.html"]),
    row("JupyterHub", Class::Application, &["jupyterhub/jupyterhub"]).listens(&[8000]).port_flags(&["--port"])
        .sources(&["https://github.com/jupyterhub/jupyterhub"]),
    row("LocalStack", Class::Application, &["localstack/localstack", "localstack/localstack-pro"]).listens(&[4566])
        .port_env(&["GATEWAY_LISTEN"]).keeps(&["/var/lib/localstack"])
        .sources(&["https://github.com/localstack/localstack"]),
    row("Mattermost", Class::Application, &["mattermost-team-edition", "mattermost-enterprise-edition"])
        .listens(&[8065]).port_env(&["MM_SERVICESETTINGS_LISTENADDRESS"]).keeps(&["/mattermost/data"])
        .logs(&["/mattermost/logs"]).config(&["/mattermost/config"])
        .sources(&["https://docs.mattermost.com/configure/environment-configuration-settings.html"]),
    row("MLflow", Class::Application, &["mlflow/mlflow"]).listens(&[5000]).port_flags(&["--port", "-p"])
        .port_env(&["MLFLOW_PORT"]).needs(&["server", "ui"])
        .sources(&["https://github.com/mlflow/mlflow/blob/master/mlflow/utils/cli_args.py"]),
    row("n8n", Class::Application, &["n8nio/n8n"]).listens(&[5678]).port_env(&["N8N_PORT"]).keeps(&["/home/node/.n8n"])
        .sources(&["https://docs.n8n.io/hosting/configuration/environment-variables/deployment/"]),
    row("Node-RED", Class::Application, &["node-red", "node-red-docker"]).listens(&[1880]).port_flags(&["--port", "-p"])
        .port_env(&["PORT"]).keeps(&["/data"])
        .sources(&[
            "https://nodered.org/docs/getting-started/docker",
            "https://github.com/node-red/node-red/blob/master/packages/node_modules/node-red/settings.js",
        ]),
    row("Ollama", Class::Application, &["ollama/ollama"]).listens(&[11434]).port_env(&["OLLAMA_HOST"])
        .keeps(&["/root/.ollama"]).sources(&["https://github.com/ollama/ollama"]),
    row("ONLYOFFICE", Class::Application, &["onlyoffice/documentserver"]).listens(&[80])
        .keeps(&["/var/www/onlyoffice/Data"]).logs(&["/var/log/onlyoffice"])
        .sources(&["https://github.com/ONLYOFFICE/Docker-DocumentServer"]),
    row("Paperless", Class::Application, &["paperless-ngx"]).listens(&[8000]).port_env(&["PAPERLESS_PORT"])
        .keeps(&["/usr/src/paperless/data"]).sources(&["https://docs.paperless-ngx.com/configuration/"]),
    row("Plex", Class::Application, &["plexinc/pms-docker", "linuxserver/plex"]).listens(&[32400]).keeps(&["/config"])
        .sources(&["https://github.com/plexinc/pms-docker"]),
    row("Portainer", Class::Application, &["portainer/portainer", "portainer/portainer-ce", "portainer/portainer-ee"])
        .listens(&[9000, 9443, 8000]).port_flags(&["--bind", "-p"]).keeps(&["/data"])
        .sources(&["https://docs.portainer.io/advanced/cli"]),
    row("PostgREST", Class::Application, &["postgrest"]).listens(&[3000]).port_env(&["PGRST_SERVER_PORT"])
        .sources(&["https://docs.postgrest.org/en/stable/references/configuration.html"]),
    row("Rancher", Class::Application, &["rancher/rancher"]).listens(&[80, 443]).port_flags(&["--http-listen-port"])
        .keeps(&["/var/lib/rancher"]).sources(&["https://github.com/rancher/rancher"]),
    row("Rocket.Chat", Class::Application, &["rocket.chat", "rocketchat"]).listens(&[3000]).port_env(&["PORT"])
        .keeps(&["/app/uploads"]).sources(&["https://github.com/RocketChat/Docker.Official.Image"]),
    row("RStudio", Class::Application, &["rocker/rstudio"]).listens(&[8787]).keeps(&["/home/rstudio"])
        .sources(&[
            "https://rocker-project.org/images/versioned/rstudio.html",
            "https://rocker-project.org/use/shared_volumes.html",
        ]),
    row("Selenium", Class::Application, &["selenium/hub"]).listens(&[4444, 4442, 4443])
        .sources(&["https://github.com/SeleniumHQ/docker-selenium"]),
    row("Selenium", Class::Application, &[
        "selenium/standalone-chrome", "selenium/standalone-firefox", "selenium/standalone-edge",
    ]).listens(&[4444]).sources(&["https://github.com/SeleniumHQ/docker-selenium"]),
    row("Synapse", Class::Application, &["matrixdotorg/synapse", "element-hq/synapse"]).listens(&[8008])
        .keeps(&["/data"]).config(&["/data"]).sources(&["https://github.com/matrix-org/synapse"]),
    row("Temporal", Class::Application, &["temporalio/auto-setup"]).listens(&[7233])
        .sources(&["https://github.com/temporalio/docker-builds"]),
    row("Temporal", Class::Application, &["temporalio/ui"]).listens(&[8080]).port_env(&["TEMPORAL_UI_PORT"])
        .sources(&["https://github.com/temporalio/ui-server/blob/main/docker/config_template.yaml"]),
    row("Trino", Class::Application, &["trinodb/trino", "trino"]).listens(&[8080]).keeps(&["/data/trino"])
        .config(&["/etc/trino"]).sources(&["https://hub.docker.com/r/trinodb/trino"]),
    row("Unleash", Class::Application, &["unleash-server"]).listens(&[4242]).port_env(&["PORT", "HTTP_PORT"])
        .sources(&["https://github.com/Unleash/unleash"]),
    row("vLLM", Class::Application, &["vllm/vllm-openai"]).listens(&[8000]).port_flags(&["--port"])
        .sources(&["https://docs.vllm.ai/en/latest/deployment/docker.html"]),
    // Data on its way, and models.
    row("Debezium", Class::Application, &["debezium/connect"]).listens(&[8083]).logs(&["/kafka/logs"])
        .sources(&["https://github.com/debezium/container-images/blob/main/connect/3.0/README.md"]),
    row("Flink", Class::Application, &["library/flink", "apache/flink"]).listens(&[8081, 6123])
        .port_env(&["FLINK_PROPERTIES"]).needs(&["jobmanager", "standalone-job"]).config(&["/opt/flink/conf"])
        .sources(&["https://github.com/apache/flink-docker"]),
    row("Kafka Connect", Class::Application, &["cp-kafka-connect", "cp-kafka-connect-base"]).listens(&[8083])
        .port_env(&["CONNECT_LISTENERS", "CONNECT_REST_PORT"]).needs(&["CONNECT_BOOTSTRAP_SERVERS"])
        .sources(&[
            "https://github.com/confluentinc/kafka-images/tree/master/kafka-connect-base",
            "https://docs.confluent.io/platform/current/installation/docker/config-reference.html",
        ]),
    row("Schema Registry", Class::Application, &["cp-schema-registry"]).listens(&[8081])
        .port_env(&["SCHEMA_REGISTRY_LISTENERS"]).needs(&["SCHEMA_REGISTRY_HOST_NAME"])
        .sources(&["https://github.com/confluentinc/schema-registry-images"]),
    row("TensorFlow Serving", Class::Application, &["tensorflow/serving"]).listens(&[8500, 8501])
        .port_flags(&["--port"])
        .sources(&[
            "https://github.com/tensorflow/serving/blob/master/tensorflow_serving/g3doc/docker.md",
            "https://github.com/tensorflow/serving/blob/master/tensorflow_serving/model_servers/main.cc",
        ]),
    row("Triton", Class::Application, &["tritonserver"]).listens(&[8000, 8001, 8002]).port_flags(&["--http-port"])
        .needs(&["tritonserver"]).runs(&["tritonserver"])
        .sources(&["https://github.com/triton-inference-server/server/blob/main/src/command_line_parser.cc"]),
    // Mail, for trying it out.
    row("GreenMail", Class::Application, &["greenmail/standalone"]).listens(&[3025, 3110, 3143, 3465, 3993, 3995, 8080])
        .sources(&["https://greenmail-mail-test.github.io/greenmail/"]),
    row("maildev", Class::Helper, &["maildev"]).listens(&[1080, 1025]).port_flags(&["--web", "-w"])
        .port_env(&["MAILDEV_WEB_PORT"]).sources(&["https://github.com/maildev/maildev"]),
    row("MailHog", Class::Helper, &["mailhog"]).listens(&[8025, 1025]).port_flags(&["-ui-bind-addr"])
        .port_env(&["MH_UI_BIND_ADDR"]).sources(&["https://github.com/mailhog/MailHog/blob/master/docs/CONFIG.md"]),
    row("Mailpit", Class::Helper, &["mailpit"]).listens(&[8025, 1025]).port_flags(&["--listen", "-l"])
        .port_env(&["MP_UI_BIND_ADDR"]).sources(&["https://github.com/axllent/mailpit"]),

    // ---- Databases, caches, message brokers, search engines and file stores.

    // Databases.
    row("a database", Class::Database, &["db", "database"]),
    row("Aerospike", Class::Database, &["aerospike", "aerospike-server"]).listens(&[3000, 3001, 3002])
        .port_env(&["SERVICE_PORT"]).runs(&["asd"]).keeps(&["/opt/aerospike/data"]).config(&["/etc/aerospike"])
        .sources(&["https://hub.docker.com/_/aerospike"]),
    row("ArangoDB", Class::Database, &["arangodb"]).listens(&[8529]).port_flags(&["--server.endpoint"])
        .runs(&["arangod"]).keeps(&["/var/lib/arangodb3"]).config(&["/etc/arangodb3"])
        .sources(&["https://hub.docker.com/_/arangodb", "https://github.com/arangodb/arangodb-docker"]),
    row("Cassandra", Class::Database, &["bitnami/cassandra"]).listens(&[9042, 7000])
        .port_env(&["CASSANDRA_CQL_PORT_NUMBER"]).runs(&["cassandra"]).keeps(&["/bitnami/cassandra"])
        .config(&["/opt/bitnami/cassandra/conf", "/bitnami/cassandra/conf"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/cassandra"]),
    row("Cassandra", Class::Database, &["cassandra"]).listens(&[9042, 7000]).runs(&["cassandra"])
        .keeps(&["/var/lib/cassandra"]).logs(&["/var/log/cassandra"]).config(&["/etc/cassandra"])
        .sources(&["https://hub.docker.com/_/cassandra", "https://github.com/docker-library/cassandra"]),
    row("ClickHouse", Class::Database, &["bitnami/clickhouse"])
        .listens(&[8123, 9000, 9004, 9005, 9009]).port_env(&["CLICKHOUSE_HTTP_PORT"]).runs(&["clickhouse-server"])
        .keeps(&["/bitnami/clickhouse"]).config(&["/opt/bitnami/clickhouse/etc", "/bitnami/clickhouse/etc"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/clickhouse"]),
    row("ClickHouse", Class::Database, &["clickhouse", "clickhouse-server"]).listens(&[8123, 9000, 9009])
        .runs(&["clickhouse-server"]).keeps(&["/var/lib/clickhouse"]).logs(&["/var/log/clickhouse-server"])
        .config(&["/etc/clickhouse-server"])
        .sources(&["https://github.com/ClickHouse/ClickHouse/tree/master/docker/server"]),
    row("CockroachDB", Class::Database, &["cockroach", "cockroachdb"]).listens(&[26257, 8080])
        .port_flags(&["--listen-addr", "--port", "-p"]).needs(&["start", "start-single-node", "demo"])
        .runs(&["cockroach", "cockroach.sh"]).keeps(&["/cockroach/cockroach-data"])
        .sources(&["https://www.cockroachlabs.com/docs/stable/cockroach-start"]),
    row("Couchbase", Class::Database, &["library/couchbase", "couchbase/server"]).listens(&[8091])
        .keeps(&["/opt/couchbase/var"]).sources(&["https://hub.docker.com/_/couchbase"]),
    row("CouchDB", Class::Database, &["bitnami/couchdb"]).listens(&[5984])
        .port_env(&["COUCHDB_PORT_NUMBER"]).runs(&["couchdb"]).keeps(&["/bitnami/couchdb"])
        .config(&["/opt/bitnami/couchdb/etc"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/couchdb"]),
    row("CouchDB", Class::Database, &["couchdb"]).listens(&[5984]).runs(&["couchdb"]).keeps(&["/opt/couchdb/data"])
        .config(&["/opt/couchdb/etc/local.d", "/opt/couchdb/etc/default.d", "/opt/couchdb/etc/local.ini"])
        .sources(&["https://hub.docker.com/_/couchdb", "https://github.com/apache/couchdb-docker"]),
    row("CrateDB", Class::Database, &["library/crate", "crate/crate"]).listens(&[4200, 4300, 5432]).keeps(&["/data"])
        .config(&["/crate/config"])
        .sources(&["https://hub.docker.com/_/crate", "https://github.com/crate/docker-crate"]),
    row("Db2", Class::Database, &["db2", "db2_community/db2"]).listens(&[50000]).keeps(&["/database"])
        .sources(&["https://www.ibm.com/docs/en/db2/11.5?topic=deployments-db2-community-edition-docker"]),
    row("Dgraph", Class::Database, &["dgraph/dgraph"]),
    row("etcd", Class::Database, &["bitnami/etcd"]).listens(&[2379, 2380])
        .port_flags(&["--listen-client-urls"]).port_env(&["ETCD_LISTEN_CLIENT_URLS"]).runs(&["etcd"])
        .keeps(&["/bitnami/etcd"]).config(&["/opt/bitnami/etcd/conf"])
        .sources(&[
            "https://github.com/bitnami/containers/tree/main/bitnami/etcd",
            "https://github.com/etcd-io/etcd/blob/main/server/etcdmain/help.go",
            "https://etcd.io/docs/latest/op-guide/configuration/",
        ]),
    row("etcd", Class::Database, &["etcd", "etcd-amd64"]).listens(&[2379, 2380]).port_flags(&["--listen-client-urls"])
        .port_env(&["ETCD_LISTEN_CLIENT_URLS"]).runs(&["etcd"])
        .sources(&[
            "https://github.com/etcd-io/etcd/blob/main/server/etcdmain/help.go",
            "https://etcd.io/docs/latest/op-guide/configuration/",
        ]),
    row("EventStoreDB", Class::Database, &["eventstore/eventstore"]).listens(&[2113])
        .port_env(&["EVENTSTORE_HTTP_PORT", "EVENTSTORE_NODE_PORT"]).keeps(&["/var/lib/eventstore"])
        .logs(&["/var/log/eventstore"]).config(&["/etc/eventstore"])
        .sources(&[
            "https://github.com/EventStore/EventStore/tree/master/docs/server",
            "https://developers.eventstore.com/server/latest/quick-start/installation",
        ]),
    row("FerretDB", Class::Database, &["ferretdb"]).listens(&[27017]).port_flags(&["--listen-addr"])
        .port_env(&["FERRETDB_LISTEN_ADDR"]).sources(&["https://docs.ferretdb.io/configuration/flags/"]),
    row("Firebird", Class::Database, &["firebird"]).listens(&[3050])
        .sources(&["https://github.com/jacobalberty/firebird-docker"]),
    row("InfluxDB", Class::Database, &["influxdb:1*"]).listens(&[8086]).port_env(&["INFLUXDB_HTTP_BIND_ADDRESS"])
        .runs(&["influxd"]).keeps(&["/var/lib/influxdb"]).config(&["/etc/influxdb"])
        .sources(&[
            "https://hub.docker.com/_/influxdb", "https://docs.influxdata.com/influxdb/v1/administration/config/",
        ]),
    row("InfluxDB", Class::Database, &["influxdb:2*"]).listens(&[8086]).port_flags(&["--http-bind-address"])
        .port_env(&["INFLUXD_HTTP_BIND_ADDRESS"]).runs(&["influxd"]).keeps(&["/var/lib/influxdb2"])
        .config(&["/etc/influxdb2"])
        .sources(&[
            "https://hub.docker.com/_/influxdb", "https://docs.influxdata.com/influxdb/v2/reference/config-options/",
        ]),
    row("InfluxDB", Class::Database, &["influxdb:3*", "influxdb3-core", "influxdb3-enterprise"]).listens(&[8181])
        .port_flags(&["--http-bind"]).port_env(&["INFLUXDB3_HTTP_BIND_ADDR"]).runs(&["influxdb3"])
        .keeps(&["/var/lib/influxdb3"])
        .sources(&[
            "https://hub.docker.com/_/influxdb",
            "https://docs.influxdata.com/influxdb3/core/reference/config-options/",
        ]),
    row("InfluxDB", Class::Database, &["bitnami/influxdb"]).listens(&[8086])
        .port_env(&["INFLUXDB_HTTP_PORT_NUMBER"]).runs(&["influxd"]).keeps(&["/bitnami/influxdb"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/influxdb"]),
    row("InfluxDB", Class::Database, &["influxdb"]).listens(&[8086]).port_flags(&["--http-bind-address"])
        .port_env(&["INFLUXDB_HTTP_BIND_ADDRESS", "INFLUXD_HTTP_BIND_ADDRESS"]).runs(&["influxd"])
        .keeps(&["/var/lib/influxdb2", "/var/lib/influxdb"]).config(&["/etc/influxdb", "/etc/influxdb2"])
        .sources(&[
            "https://hub.docker.com/_/influxdb", "https://docs.influxdata.com/influxdb/v1/administration/config/",
            "https://docs.influxdata.com/influxdb/v2/reference/config-options/",
        ]),
    row("MariaDB", Class::Database, &["bitnami/mariadb", "bitnami/mariadb-galera"]).listens(&[3306])
        .port_flags(&["--port", "-P"]).port_env(&["MARIADB_PORT_NUMBER"])
        .runs(&["mariadbd", "mysqld", "mysqld_safe"]).keeps(&["/bitnami/mariadb"])
        .config(&["/opt/bitnami/mariadb/conf"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/mariadb"]),
    row("MariaDB", Class::Database, &["mariadb-10*", "mariadb-11*"]).listens(&[3306]).port_flags(&["--port", "-P"])
        .runs(&["run-mysqld", "mysqld"]).keeps(&["/var/lib/mysql/data"])
        .config(&["/etc/my.cnf.d", "/opt/app-root/src/mysql-cfg"])
        .sources(&["https://github.com/sclorg/mariadb-container"]),
    row("MariaDB", Class::Database, &["mariadb", "mariadb-galera"]).listens(&[3306]).port_flags(&["--port", "-P"])
        .port_env(&["MYSQL_TCP_PORT"]).runs(&["mariadbd", "mysqld", "mysqld_safe"]).keeps(&["/var/lib/mysql"])
        .config(&["/etc/mysql"])
        .sources(&[
            "https://hub.docker.com/_/mariadb", "https://mariadb.com/kb/en/mariadbd-options/",
            "https://mariadb.com/kb/en/mariadb-environment-variables/",
        ]),
    row("MonetDB", Class::Database, &["monetdb"]).listens(&[50000])
        .sources(&["https://github.com/MonetDBSolutions/monetdb-docker"]),
    row("MongoDB", Class::Database, &["bitnami/mongodb", "bitnami/mongodb-sharded"]).listens(&[27017])
        .port_flags(&["--port"]).port_env(&["MONGODB_PORT_NUMBER"]).runs(&["mongod"])
        .keeps(&["/bitnami/mongodb"]).config(&["/opt/bitnami/mongodb/conf", "/bitnami/mongodb/conf"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/mongodb"]),
    row("MongoDB", Class::Database, &["mongodb-2*", "mongodb-3*"]).listens(&[27017]).port_flags(&["--port"])
        .runs(&["run-mongod", "run-mongod-replication", "mongod"]).keeps(&["/var/lib/mongodb/data"])
        .config(&["/etc/mongod.conf", "/opt/app-root/src/mongodb-cfg"])
        .sources(&["https://github.com/sclorg/mongodb-container"]),
    row("MongoDB", Class::Database, &["mongo", "mongodb", "mongodb-community-server", "mongodb-enterprise-server"])
        .listens(&[27017]).port_flags(&["--port"]).runs(&["mongod"]).keeps(&["/data/db"])
        .config(&["/etc/mongo", "/etc/mongod.conf"])
        .sources(&["https://hub.docker.com/_/mongo", "https://github.com/docker-library/mongo"]),
    row("MySQL", Class::Database, &["bitnami/mysql"]).listens(&[3306])
        .port_flags(&["--port", "-P"]).port_env(&["MYSQL_PORT_NUMBER"]).runs(&["mysqld", "mysqld_safe"])
        .keeps(&["/bitnami/mysql"]).config(&["/opt/bitnami/mysql/conf"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/mysql"]),
    row("MySQL", Class::Database, &["mysql-5*", "mysql-8*"]).listens(&[3306]).port_flags(&["--port", "-P"])
        .runs(&["run-mysqld", "run-mysqld-master", "run-mysqld-slave", "mysqld"]).keeps(&["/var/lib/mysql/data"])
        .config(&["/etc/my.cnf.d", "/opt/app-root/src/mysql-cfg"])
        .sources(&["https://github.com/sclorg/mysql-container"]),
    row("MySQL", Class::Database, &["mysql:5.*", "mysql:5", "mysql-server:5.*", "mysql-server:5"]).listens(&[3306])
        .port_flags(&["--port", "-P"]).port_env(&["MYSQL_TCP_PORT"]).runs(&["mysqld", "mysqld_safe"])
        .keeps(&["/var/lib/mysql"]).config(&["/etc/mysql", "/etc/my.cnf"])
        .sources(&[
            "https://hub.docker.com/_/mysql", "https://github.com/docker-library/mysql",
            "https://dev.mysql.com/doc/refman/8.4/en/server-options.html",
            "https://dev.mysql.com/doc/refman/8.4/en/environment-variables.html",
        ]),
    row("MySQL", Class::Database, &["mysql", "mysql-server"]).listens(&[3306, 33060]).port_flags(&["--port", "-P"])
        .port_env(&["MYSQL_TCP_PORT"]).runs(&["mysqld", "mysqld_safe"]).keeps(&["/var/lib/mysql"])
        .config(&["/etc/mysql", "/etc/my.cnf"])
        .sources(&[
            "https://hub.docker.com/_/mysql", "https://github.com/docker-library/mysql",
            "https://dev.mysql.com/doc/refman/8.4/en/server-options.html",
            "https://dev.mysql.com/doc/refman/8.4/en/environment-variables.html",
        ]),
    row("Neo4j", Class::Database, &["neo4j"]).listens(&[7474, 7687])
        .port_env(&["NEO4J_server_http_listen__address", "NEO4J_dbms_connector_http_listen__address"]).runs(&["neo4j"])
        .keeps(&["/data"]).logs(&["/logs"]).config(&["/conf"])
        .sources(&[
            "https://neo4j.com/docs/operations-manual/current/docker/introduction/",
            "https://github.com/neo4j/docker-neo4j",
        ]),
    row("OceanBase", Class::Database, &["oceanbase-ce"]).listens(&[2881])
        .sources(&["https://github.com/oceanbase/docker-images"]),
    row("OpenTSDB", Class::Database, &["opentsdb"]).listens(&[4242]).sources(&["https://github.com/OpenTSDB/opentsdb"]),
    row("Oracle Database", Class::Database, &[
        "oracle-xe", "oracle-free", "database/free", "database/express", "database/enterprise",
    ]).listens(&[1521]).keeps(&["/opt/oracle/oradata"])
        .sources(&["https://github.com/oracle/docker-images/tree/main/OracleDatabase/SingleInstance"]),
    row("OrientDB", Class::Database, &["orientdb"]).listens(&[2424, 2480]).keeps(&["/orientdb/databases"])
        .config(&["/orientdb/config"]).sources(&["https://hub.docker.com/_/orientdb"]),
    row("Percona Server", Class::Database, &["percona:5.*", "percona-server:5.*"]).listens(&[3306])
        .port_flags(&["--port", "-P"]).port_env(&["MYSQL_TCP_PORT"]).runs(&["mysqld", "mysqld_safe"])
        .keeps(&["/var/lib/mysql"]).config(&["/etc/mysql", "/etc/my.cnf", "/etc/my.cnf.d"])
        .sources(&[
            "https://github.com/percona/percona-docker", "https://dev.mysql.com/doc/refman/8.4/en/server-options.html",
            "https://dev.mysql.com/doc/refman/8.4/en/environment-variables.html",
        ]),
    row("Percona Server", Class::Database, &["percona", "percona-server"]).listens(&[3306, 33060])
        .port_flags(&["--port", "-P"]).port_env(&["MYSQL_TCP_PORT"]).runs(&["mysqld", "mysqld_safe"])
        .keeps(&["/var/lib/mysql"]).config(&["/etc/mysql", "/etc/my.cnf", "/etc/my.cnf.d"])
        .sources(&[
            "https://github.com/percona/percona-docker", "https://dev.mysql.com/doc/refman/8.4/en/server-options.html",
            "https://dev.mysql.com/doc/refman/8.4/en/environment-variables.html",
        ]),
    row("Percona Server for MongoDB", Class::Database, &["percona-server-mongodb"]).listens(&[27017])
        .port_flags(&["--port"]).runs(&["mongod"]).keeps(&["/data/db"])
        .sources(&["https://github.com/percona/percona-docker"]),
    row("Percona XtraDB Cluster", Class::Database, &["percona-xtradb-cluster"]).listens(&[3306, 4567])
        .port_flags(&["--port", "-P"]).runs(&["mysqld", "mysqld_safe"]).keeps(&["/var/lib/mysql"])
        .config(&["/etc/mysql", "/etc/my.cnf", "/etc/my.cnf.d"])
        .sources(&[
            "https://github.com/percona/percona-docker", "https://dev.mysql.com/doc/refman/8.4/en/server-options.html",
        ]),
    row("Placement Driver", Class::Database, &["pingcap/pd"]).listens(&[2379, 2380]).port_flags(&["--client-urls"])
        .sources(&["https://docs.pingcap.com/tidb/stable/command-line-flags-for-pd-configuration"]),
    row("PostGIS", Class::Database, &["postgis"]).listens(&[5432]).port_flags(&["-p", "--port"]).port_env(&["PGPORT"])
        .runs(&["postgres"]).keeps(&["/var/lib/postgresql/data"]).config(&["/etc/postgresql"])
        .sources(&[
            "https://github.com/postgis/docker-postgis", "https://hub.docker.com/_/postgres",
            "https://www.postgresql.org/docs/current/app-postgres.html",
        ]),
    row("PostgreSQL", Class::Database, &["bitnami/postgresql", "bitnami/postgresql-repmgr"]).listens(&[5432])
        .port_flags(&["-p", "--port"]).port_env(&["POSTGRESQL_PORT_NUMBER"]).runs(&["postgres"])
        .keeps(&["/bitnami/postgresql"]).config(&["/opt/bitnami/postgresql/conf", "/bitnami/postgresql/conf"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/postgresql"]),
    row("PostgreSQL", Class::Database, &["postgresql-1*", "postgresql-9*", "openshift/postgresql"]).listens(&[5432])
        .runs(&["run-postgresql", "run-postgresql-master", "run-postgresql-slave", "postgres"])
        .keeps(&["/var/lib/pgsql/data"]).config(&["/opt/app-root/src/postgresql-cfg"])
        .sources(&["https://github.com/sclorg/postgresql-container"]),
    row("PostgreSQL", Class::Database, &["library/postgres:latest", "library/postgres:18*", "library/postgres:19*"])
        .listens(&[5432]).port_flags(&["-p", "--port"]).port_env(&["PGPORT"]).runs(&["postgres"])
        .keeps(&["/var/lib/postgresql"]).config(&["/etc/postgresql"])
        .sources(&[
            "https://hub.docker.com/_/postgres", "https://github.com/docker-library/postgres",
            "https://www.postgresql.org/docs/current/app-postgres.html",
        ]),
    row("PostgreSQL", Class::Database, &["postgres", "postgresql", "pgvector"]).listens(&[5432])
        .port_flags(&["-p", "--port"]).port_env(&["PGPORT"]).runs(&["postgres"]).keeps(&["/var/lib/postgresql/data"])
        .config(&["/etc/postgresql"])
        .sources(&[
            "https://hub.docker.com/_/postgres", "https://github.com/docker-library/postgres",
            "https://www.postgresql.org/docs/current/app-postgres.html",
        ]),
    row("QuestDB", Class::Database, &["questdb"]).listens(&[9000, 8812, 9009, 9003]).port_env(&["QDB_HTTP_BIND_TO"])
        .keeps(&["/var/lib/questdb"]).config(&["/var/lib/questdb/conf"])
        .sources(&["https://questdb.com/docs/deployment/docker/"]),
    row("RavenDB", Class::Database, &["ravendb/ravendb"]).listens(&[8080, 38888]).port_env(&["RAVEN_ServerUrl"])
        .sources(&["https://hub.docker.com/r/ravendb/ravendb"]),
    row("RethinkDB", Class::Database, &["rethinkdb"]).listens(&[28015, 29015, 8080]).port_flags(&["--driver-port"])
        .runs(&["rethinkdb"]).keeps(&["/data"])
        .sources(&[
            "https://hub.docker.com/_/rethinkdb", "https://github.com/rethinkdb/rethinkdb-dockerfiles",
            "https://rethinkdb.com/docs/cli-options/",
        ]),
    row("rqlite", Class::Database, &["rqlite"]).listens(&[4001, 4002]).port_flags(&["-http-addr"])
        .port_env(&["HTTP_ADDR"]).keeps(&["/rqlite/file"]).sources(&["https://github.com/rqlite/rqlite"]),
    row("ScyllaDB", Class::Database, &["scylla"]).listens(&[9042, 7000, 19042]).keeps(&["/var/lib/scylla"])
        .config(&["/etc/scylla"]).sources(&["https://docs.scylladb.com/manual/stable/operating-scylla/admin.html"]),
    row("SQL Server", Class::Database, &["mssql/server", "mssql-server", "mssql-server-linux"]).listens(&[1433])
        .port_env(&["MSSQL_TCP_PORT"]).runs(&["sqlservr"]).keeps(&["/var/opt/mssql"])
        .config(&["/var/opt/mssql/mssql.conf"])
        .sources(&["https://learn.microsoft.com/en-us/sql/linux/sql-server-linux-configure-environment-variables"]),
    row("SurrealDB", Class::Database, &["surrealdb"]).listens(&[8000]).port_flags(&["--bind", "-b"])
        .port_env(&["SURREAL_BIND"]).needs(&["start"]).sources(&["https://surrealdb.com/docs/surrealdb/cli/start"]),
    row("TDengine", Class::Database, &["tdengine/tdengine"]).listens(&[6030, 6041]).keeps(&["/var/lib/taos"])
        .logs(&["/var/log/taos"]).config(&["/etc/taos"]).sources(&["https://hub.docker.com/r/tdengine/tdengine"]),
    row("TiDB", Class::Database, &["pingcap/tidb"]).listens(&[4000, 10080]).port_flags(&["-P"])
        .sources(&["https://docs.pingcap.com/tidb/stable/command-line-flags-for-tidb-configuration"]),
    row("TiKV", Class::Database, &["pingcap/tikv"]).listens(&[20160, 20180]).port_flags(&["--addr", "-A"])
        .sources(&["https://docs.pingcap.com/tidb/stable/command-line-flags-for-tikv-configuration"]),
    row("TimescaleDB", Class::Database, &["timescaledb-ha"]).listens(&[5432]).port_flags(&["-p", "--port"])
        .port_env(&["PGPORT"]).runs(&["postgres"]).keeps(&["/home/postgres/pgdata/data"])
        .sources(&[
            "https://github.com/timescale/timescaledb-docker-ha",
            "https://www.postgresql.org/docs/current/app-postgres.html",
        ]),
    row("TimescaleDB", Class::Database, &["timescaledb"]).listens(&[5432]).port_flags(&["-p", "--port"])
        .port_env(&["PGPORT"]).runs(&["postgres"]).keeps(&["/var/lib/postgresql/data"]).config(&["/etc/postgresql"])
        .sources(&[
            "https://github.com/timescale/timescaledb-docker", "https://hub.docker.com/_/postgres",
            "https://www.postgresql.org/docs/current/app-postgres.html",
        ]),
    row("YugabyteDB", Class::Database, &["yugabytedb/yugabyte"]),
    row("ZooKeeper", Class::Database, &["bitnami/zookeeper"]).listens(&[2181, 8080])
        .port_env(&["ZOO_PORT_NUMBER"]).runs(&["zkserver.sh"]).keeps(&["/bitnami/zookeeper"])
        .config(&["/opt/bitnami/zookeeper/conf", "/bitnami/zookeeper/conf"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/zookeeper"]),
    row("ZooKeeper", Class::Database, &["cp-zookeeper"]).port_env(&["ZOOKEEPER_CLIENT_PORT"])
        .needs(&["ZOOKEEPER_CLIENT_PORT", "ZOOKEEPER_SERVERS"])
        .runs(&["zookeeper-server-start", "/etc/confluent/docker/run"])
        .keeps(&["/var/lib/zookeeper/data"])
        .sources(&["https://docs.confluent.io/platform/current/installation/docker/config-reference.html"]),
    row("ZooKeeper", Class::Database, &["zookeeper:3.4*"]).listens(&[2181]).runs(&["zkserver.sh"])
        .keeps(&["/data", "/datalog"]).config(&["/conf"]).sources(&["https://hub.docker.com/_/zookeeper"]),
    row("ZooKeeper", Class::Database, &["zookeeper"]).listens(&[2181, 8080])
        .runs(&["zkserver.sh", "zookeeper-server-start"]).keeps(&["/data", "/datalog"]).logs(&["/logs"])
        .config(&["/conf"]).sources(&["https://hub.docker.com/_/zookeeper"]),
    // Caches.
    row("Dragonfly", Class::Cache, &["dragonfly"]).listens(&[6379]).port_flags(&["--port"]).runs(&["dragonfly"])
        .keeps(&["/data"]).sources(&["https://www.dragonflydb.io/docs/managing-dragonfly/flags"]),
    row("Hazelcast", Class::Cache, &["hazelcast"]).listens(&[5701]).port_env(&["HZ_NETWORK_PORT_PORT"])
        .config(&["/opt/hazelcast/config"]).sources(&["https://github.com/hazelcast/hazelcast-docker"]),
    row("Ignite", Class::Cache, &["apacheignite/ignite"]).listens(&[10800, 11211, 47100, 47500])
        .sources(&["https://hub.docker.com/r/apacheignite/ignite"]),
    row("Infinispan", Class::Cache, &["infinispan/server"]).listens(&[11222]).config(&["/opt/infinispan/server/conf"])
        .sources(&["https://github.com/infinispan/infinispan-images"]),
    row("KeyDB", Class::Cache, &["keydb"]).listens(&[6379]).port_flags(&["--port"]).runs(&["keydb-server"])
        .keeps(&["/data"]).config(&["/etc/keydb"]).sources(&["https://hub.docker.com/r/eqalpha/keydb"]),
    row("Memcached", Class::Cache, &["bitnami/memcached"]).listens(&[11211])
        .port_flags(&["-p"]).port_env(&["MEMCACHED_PORT_NUMBER"]).runs(&["memcached"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/memcached"]),
    row("Memcached", Class::Cache, &["memcached", "memcache"]).listens(&[11211]).port_flags(&["-p"])
        .runs(&["memcached"]).sources(&["https://hub.docker.com/_/memcached"]),
    row("Redis", Class::Cache, &["bitnami/redis", "bitnami/redis-cluster"]).listens(&[6379])
        .port_flags(&["--port"]).port_env(&["REDIS_PORT_NUMBER"]).runs(&["redis-server"])
        .keeps(&["/bitnami/redis"]).config(&["/opt/bitnami/redis/etc", "/opt/bitnami/redis/mounted-etc"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/redis"]),
    row("Redis", Class::Cache, &["redis:v1", "redis:v2"]),
    row("Redis", Class::Cache, &["redis-3*", "redis-5*", "redis-6*", "redis-7*"]).listens(&[6379])
        .runs(&["run-redis", "redis-server"]).keeps(&["/var/lib/redis/data"]).config(&["/etc/redis.conf"])
        .sources(&["https://github.com/sclorg/redis-container"]),
    row("Redis", Class::Cache, &["redis-stack"]).listens(&[6379, 8001]).runs(&["redis-server", "redis-stack-server"])
        .keeps(&["/data"]).config(&["/redis-stack.conf"]).sources(&["https://github.com/redis-stack/redis-stack"]),
    row("Redis", Class::Cache, &["redis", "redis-stack-server", "redis-server", "redis-cluster"]).listens(&[6379])
        .port_flags(&["--port"]).runs(&["redis-server", "redis-stack-server"]).keeps(&["/data"])
        .config(&["/usr/local/etc/redis", "/etc/redis", "/redis-stack.conf"])
        .sources(&[
            "https://hub.docker.com/_/redis", "https://redis.io/docs/latest/operate/oss_and_stack/management/config/",
            "https://hub.docker.com/r/redis/redis-stack-server",
        ]),
    row("Redis Sentinel", Class::Helper, &["bitnami/redis-sentinel", "redis-sentinel"]).listens(&[26379])
        .port_flags(&["--port"]).port_env(&["REDIS_SENTINEL_PORT_NUMBER"]).runs(&["redis-sentinel"])
        .config(&["/opt/bitnami/redis-sentinel/etc"])
        .sources(&[
            "https://github.com/bitnami/containers/tree/main/bitnami/redis-sentinel",
            "https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/",
        ]),
    row("Valkey", Class::Cache, &["bitnami/valkey", "bitnami/valkey-cluster"]).listens(&[6379])
        .port_flags(&["--port"]).port_env(&["VALKEY_PORT_NUMBER"]).runs(&["valkey-server"])
        .keeps(&["/bitnami/valkey"]).config(&["/opt/bitnami/valkey/etc", "/opt/bitnami/valkey/mounted-etc"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/valkey"]),
    row("Valkey", Class::Cache, &["valkey"]).listens(&[6379]).port_flags(&["--port"]).runs(&["valkey-server"])
        .keeps(&["/data"]).config(&["/usr/local/etc/valkey", "/etc/valkey"])
        .sources(&["https://github.com/valkey-io/valkey-container"]),
    // Message brokers.
    row("ActiveMQ", Class::Queue, &["activemq-artemis", "artemis"]).listens(&[61616, 5445, 5672, 1883, 61613, 8161])
        .keeps(&["/var/lib/artemis-instance"])
        .sources(&["https://github.com/apache/activemq-artemis/tree/main/artemis-docker"]),
    row("ActiveMQ", Class::Queue, &["activemq", "activemq-classic"]).listens(&[61616, 5672, 61613, 1883, 61614, 8161])
        .keeps(&["/opt/apache-activemq/data"]).config(&["/opt/apache-activemq/conf"])
        .sources(&["https://github.com/apache/activemq/tree/main/assembly/src/docker"]),
    row("Beanstalkd", Class::Queue, &["beanstalkd"]).listens(&[11300]).port_flags(&["-p"]).runs(&["beanstalkd"])
        .sources(&["https://github.com/beanstalkd/beanstalkd"]),
    row("EMQX", Class::Queue, &["emqx", "emqx-enterprise"]).listens(&[1883, 8083, 8084, 8883, 18083])
        .port_env(&["EMQX_LISTENERS__TCP__DEFAULT__BIND"]).keeps(&["/opt/emqx/data"]).logs(&["/opt/emqx/log"])
        .config(&["/opt/emqx/etc"]).sources(&["https://hub.docker.com/_/emqx"]),
    row("HiveMQ", Class::Queue, &["hivemq4", "hivemq-ce"]).listens(&[1883]).keeps(&["/opt/hivemq/data"])
        .logs(&["/opt/hivemq/log"]).config(&["/opt/hivemq/conf"])
        .sources(&["https://github.com/hivemq/hivemq-community-edition"]),
    row("IBM MQ", Class::Queue, &["ibm-messaging/mq", "ibmcom/mq"]).listens(&[1414, 9157, 9443]).keeps(&["/mnt/mqm"])
        .sources(&["https://github.com/ibm-messaging/mq-container"]),
    row("Kafka", Class::Queue, &["apache/kafka", "apache/kafka-native"]).listens(&[9092]).port_env(&["KAFKA_LISTENERS"])
        .runs(&["kafka-server-start.sh", "/etc/kafka/docker/run"]).config(&["/mnt/shared/config", "/opt/kafka/config"])
        .sources(&["https://hub.docker.com/r/apache/kafka"]),
    row("Kafka", Class::Queue, &["bitnami/kafka"]).listens(&[9092])
        .port_env(&["KAFKA_CFG_LISTENERS"]).runs(&["kafka-server-start.sh"]).keeps(&["/bitnami/kafka"])
        .config(&["/opt/bitnami/kafka/config", "/bitnami/kafka/config"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/kafka"]),
    row("Kafka", Class::Queue, &["kafka", "cp-kafka", "cp-server", "cp-enterprise-kafka", "confluent-local"])
        .listens(&[9092]).port_env(&["KAFKA_LISTENERS", "KAFKA_ADVERTISED_LISTENERS"])
        .runs(&["kafka-server-start.sh", "kafka-server-start", "/etc/confluent/docker/run"]).config(&["/etc/kafka"])
        .sources(&[
            "https://docs.confluent.io/platform/current/installation/docker/config-reference.html",
            "https://github.com/confluentinc/kafka-images",
        ]),
    row("Mosquitto", Class::Queue, &["eclipse-mosquitto", "mosquitto"]).listens(&[1883]).port_flags(&["-p"])
        .runs(&["mosquitto"]).keeps(&["/mosquitto/data"]).logs(&["/mosquitto/log"]).config(&["/mosquitto/config"])
        .sources(&["https://hub.docker.com/_/eclipse-mosquitto"]),
    row("NATS", Class::Queue, &["nats"]).listens(&[4222]).port_flags(&["-p", "--port"]).runs(&["nats-server"])
        .config(&["/etc/nats", "/nats-server.conf"]).sources(&["https://hub.docker.com/_/nats"]),
    row("NATS Streaming", Class::Queue, &["nats-streaming"]).listens(&[4222]).port_flags(&["-p", "--port"])
        .runs(&["nats-streaming-server"]).sources(&["https://github.com/nats-io/nats-streaming-server"]),
    row("NSQ", Class::Queue, &["nsqio/nsq"]),
    row("Pulsar", Class::Queue, &["pulsar", "pulsar-all"]).listens(&[6650, 8080]).needs(&["standalone", "broker"])
        .runs(&["pulsar"]).keeps(&["/pulsar/data"]).config(&["/pulsar/conf"])
        .sources(&["https://pulsar.apache.org/docs/getting-started-docker/"]),
    row("RabbitMQ", Class::Queue, &["bitnami/rabbitmq"]).listens(&[5672, 4369, 15672, 25672])
        .port_env(&["RABBITMQ_NODE_PORT_NUMBER"]).runs(&["rabbitmq-server"]).keeps(&["/bitnami/rabbitmq"])
        .config(&["/opt/bitnami/rabbitmq/etc", "/bitnami/rabbitmq/conf"])
        .sources(&[
            "https://github.com/bitnami/containers/tree/main/bitnami/rabbitmq",
            "https://www.rabbitmq.com/docs/networking", "https://www.rabbitmq.com/docs/configure",
        ]),
    row("RabbitMQ", Class::Queue, &["rabbitmq:*management*"]).listens(&[5672, 4369, 15672, 15692, 25672])
        .port_env(&["RABBITMQ_NODE_PORT"]).runs(&["rabbitmq-server"]).keeps(&["/var/lib/rabbitmq"])
        .config(&["/etc/rabbitmq"])
        .sources(&[
            "https://hub.docker.com/_/rabbitmq", "https://www.rabbitmq.com/docs/networking",
            "https://www.rabbitmq.com/docs/configure",
        ]),
    row("RabbitMQ", Class::Queue, &["rabbitmq"]).listens(&[5672, 4369, 15692, 25672]).port_env(&["RABBITMQ_NODE_PORT"])
        .runs(&["rabbitmq-server"]).keeps(&["/var/lib/rabbitmq"]).config(&["/etc/rabbitmq"])
        .sources(&[
            "https://hub.docker.com/_/rabbitmq", "https://www.rabbitmq.com/docs/networking",
            "https://www.rabbitmq.com/docs/configure",
        ]),
    row("Redpanda", Class::Queue, &["redpanda"]).listens(&[9092, 8081, 8082, 9644, 33145]).port_flags(&["--kafka-addr"])
        .runs(&["redpanda", "rpk"]).keeps(&["/var/lib/redpanda/data"]).config(&["/etc/redpanda"])
        .sources(&["https://docs.redpanda.com/docs/reference/node-properties"]),
    row("RocketMQ", Class::Queue, &["apache/rocketmq"]),
    row("VerneMQ", Class::Queue, &["vernemq"]).listens(&[1883]).keeps(&["/vernemq/data"]).logs(&["/vernemq/log"])
        .config(&["/vernemq/etc"]).sources(&["https://github.com/vernemq/docker-vernemq"]),
    // Search engines and vector stores.
    row("Chroma", Class::Search, &["chromadb/chroma", "chroma-core/chroma"]).listens(&[8000]).port_flags(&["--port"])
        .sources(&["https://docs.trychroma.com/guides/deploy/docker"]),
    row("Elasticsearch", Class::Search, &["bitnami/elasticsearch"])
        .listens(&[9200, 9300]).port_env(&["ELASTICSEARCH_HTTP_PORT_NUMBER", "ELASTICSEARCH_PORT_NUMBER"])
        .runs(&["elasticsearch"]).keeps(&["/bitnami/elasticsearch"]).config(&["/opt/bitnami/elasticsearch/config"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/elasticsearch"]),
    row("Elasticsearch", Class::Search, &["elasticsearch", "elasticsearch-oss"]).listens(&[9200, 9300])
        .port_flags(&["-Ehttp.port"]).port_env(&["http.port"]).runs(&["elasticsearch"])
        .keeps(&["/usr/share/elasticsearch/data"]).config(&["/usr/share/elasticsearch/config"])
        .brings(&["/usr/share/elasticsearch/config"])
        .sources(&["https://www.elastic.co/guide/en/elasticsearch/reference/current/docker.html"]),
    row("Manticore Search", Class::Search, &["manticore"]).listens(&[9306, 9308, 9312]).keeps(&["/var/lib/manticore"])
        .config(&["/etc/manticoresearch"]).sources(&["https://github.com/manticoresoftware/docker"]),
    row("Meilisearch", Class::Search, &["meilisearch"]).listens(&[7700]).port_flags(&["--http-addr"])
        .port_env(&["MEILI_HTTP_ADDR"]).keeps(&["/meili_data"])
        .sources(&["https://www.meilisearch.com/docs/learn/self_hosted/configure_meilisearch_at_launch"]),
    row("Milvus", Class::Search, &["milvus"]).listens(&[19530, 9091]).needs(&["standalone"]).keeps(&["/var/lib/milvus"])
        .config(&["/milvus/configs"]).sources(&["https://milvus.io/docs/install_standalone-docker.md"]),
    row("OpenSearch", Class::Search, &["bitnami/opensearch"]).listens(&[9200, 9300])
        .port_env(&["OPENSEARCH_HTTP_PORT_NUMBER"]).runs(&["opensearch"]).keeps(&["/bitnami/opensearch"])
        .config(&["/opt/bitnami/opensearch/config"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/opensearch"]),
    row("OpenSearch", Class::Search, &["opensearch"]).listens(&[9200, 9300]).port_flags(&["-Ehttp.port"])
        .port_env(&["http.port"]).runs(&["opensearch", "opensearch-docker-entrypoint.sh"])
        .keeps(&["/usr/share/opensearch/data"]).config(&["/usr/share/opensearch/config"])
        .sources(&["https://opensearch.org/docs/latest/install-and-configure/install-opensearch/docker/"]),
    row("Qdrant", Class::Search, &["qdrant"]).listens(&[6333, 6334]).port_env(&["QDRANT__SERVICE__HTTP_PORT"])
        .keeps(&["/qdrant/storage"]).config(&["/qdrant/config"])
        .sources(&["https://qdrant.tech/documentation/guides/configuration/"]),
    row("Solr", Class::Search, &["bitnami/solr"]).listens(&[8983]).port_env(&["SOLR_PORT_NUMBER"])
        .runs(&["solr", "solr-foreground"]).keeps(&["/bitnami/solr"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/solr"]),
    row("Solr", Class::Search, &["solr"]).listens(&[8983]).port_flags(&["-p"]).port_env(&["SOLR_PORT"])
        .runs(&["solr", "solr-foreground", "solr-precreate", "solr-create", "solr-demo"]).keeps(&["/var/solr"])
        .logs(&["/var/solr/logs"])
        .sources(&[
            "https://solr.apache.org/guide/solr/latest/deployment-guide/solr-in-docker.html",
            "https://solr.apache.org/guide/solr/latest/deployment-guide/taking-solr-to-production.html",
        ]),
    row("Sonic", Class::Search, &["valeriansaliou/sonic"]).keeps(&["/var/lib/sonic/store"])
        .config(&["/etc/sonic.cfg", "/etc/sonic"]).sources(&["https://github.com/valeriansaliou/sonic"]),
    row("Typesense", Class::Search, &["typesense"]).listens(&[8108, 8107]).port_flags(&["--api-port"])
        .port_env(&["TYPESENSE_API_PORT"])
        .sources(&["https://typesense.org/docs/latest/api/server-configuration.html"]),
    row("Vespa", Class::Search, &["vespaengine/vespa"]).listens(&[19071]).keeps(&["/opt/vespa/var"])
        .logs(&["/opt/vespa/logs"])
        .sources(&["https://docs.vespa.ai/en/operations-selfhosted/files-processes-and-ports.html"]),
    row("Weaviate", Class::Search, &["weaviate"]).listens(&[8080, 50051]).port_flags(&["--port"])
        .keeps(&["/var/lib/weaviate"])
        .sources(&["https://weaviate.io/developers/weaviate/installation/docker-compose"]),
    row("Zinc", Class::Search, &["zinclabs/zinc", "zinclabs/zincsearch"]).listens(&[4080])
        .port_env(&["ZINC_SERVER_PORT"]).sources(&["https://zincsearch-docs.zinc.dev/environment-variables/"]),
    // File and object stores.
    row("Garage", Class::Storage, &["dxflrs/garage"]).config(&["/etc/garage.toml"])
        .sources(&["https://garagehq.deuxfleurs.fr/documentation/quick-start/"]),
    row("MinIO", Class::Storage, &["bitnami/minio"]).listens(&[9000])
        .port_env(&["MINIO_API_PORT_NUMBER"]).runs(&["minio"]).keeps(&["/bitnami/minio"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/minio"]),
    row("MinIO", Class::Storage, &["minio"]).listens(&[9000]).port_flags(&["--address"]).port_env(&["MINIO_ADDRESS"])
        .needs(&["server", "gateway"]).runs(&["minio"]).keeps(&["/data"])
        .sources(&["https://min.io/docs/minio/container/index.html"]),
    row("NFS server", Class::Storage, &["volume-nfs"]).listens(&[2049, 20048, 111])
        .sources(&["https://github.com/kubernetes-retired/contrib/tree/master/for-demos/volume-nfs"]),
    row("NFS server", Class::Storage, &["nfs-server", "nfs-server-alpine"]).listens(&[2049])
        .sources(&["https://github.com/sjiveson/nfs-server-alpine"]),
    row("SeaweedFS", Class::Storage, &["chrislusf/seaweedfs"]),
    row("Zenko CloudServer", Class::Storage, &["zenko/cloudserver", "scality/s3server"]).listens(&[8000])
        .keeps(&["/usr/src/app/localData"]).sources(&["https://github.com/scality/cloudserver"]),

    // ---- What keeps and shows metrics, logs and traces, what gathers them, and what turns knowledge into metrics.

    // Backends and dashboards.
    row("Alertmanager", Class::Monitoring, &["alertmanager"]).listens(&[9093, 9094])
        .port_flags(&["--web.listen-address"]).runs(&["alertmanager"]).keeps(&["/alertmanager"])
        .sources(&["https://github.com/prometheus/alertmanager"]),
    row("Chronograf", Class::Monitoring, &["chronograf"]).listens(&[8888]).port_flags(&["--port"]).port_env(&["PORT"])
        .keeps(&["/var/lib/chronograf"]).sources(&["https://github.com/influxdata/chronograf"]),
    row("Elastic APM Server", Class::Monitoring, &["apm/apm-server", "apm-server"]).listens(&[8200])
        .config(&["/usr/share/apm-server/apm-server.yml"]).sources(&["https://github.com/elastic/apm-server"]),
    row("Gatus", Class::Monitoring, &["twinproduction/gatus", "twin/gatus"]).listens(&[8080]).config(&["/config"])
        .sources(&["https://github.com/TwiN/gatus"]),
    row("Grafana", Class::Monitoring, &["bitnami/grafana"]).listens(&[3000])
        .port_env(&["GF_SERVER_HTTP_PORT"]).runs(&["grafana", "grafana-server"]).keeps(&["/opt/bitnami/grafana/data"])
        .config(&["/opt/bitnami/grafana/conf/grafana.ini"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/grafana"]),
    row("Grafana", Class::Monitoring, &["grafana", "grafana-oss", "grafana-enterprise"]).listens(&[3000])
        .port_env(&["GF_SERVER_HTTP_PORT"]).runs(&["grafana", "grafana-server"]).keeps(&["/var/lib/grafana"])
        .config(&["/etc/grafana/grafana.ini"])
        .writes(&["/var/lib/grafana"]).brings(&["/usr/share/grafana"])
        .sources(&[
            "https://github.com/grafana/grafana/blob/main/Dockerfile",
            "https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/",
        ]),
    row("Graphite", Class::Monitoring, &["graphite", "graphite-statsd"])
        .listens(&[80, 2003, 2004, 2023, 2024, 8080, 8126]).keeps(&["/opt/graphite/storage"])
        .config(&["/opt/graphite/conf", "/opt/statsd/config", "/etc/nginx"])
        .sources(&["https://github.com/graphite-project/docker-graphite-statsd"]),
    row("Graylog", Class::Monitoring, &["graylog"]).listens(&[9000]).port_env(&["GRAYLOG_HTTP_BIND_ADDRESS"])
        .keeps(&["/usr/share/graylog/data"]).config(&["/usr/share/graylog/data/config"])
        .sources(&["https://github.com/Graylog2/graylog-docker"]),
    row("Icinga", Class::Monitoring, &["icinga/icinga2"]).listens(&[5665]).keeps(&["/data"])
        .sources(&["https://github.com/Icinga/docker-icinga2"]),
    row("Jaeger", Class::Monitoring, &["jaegertracing/jaeger"])
        .listens(&[16686, 16685, 4317, 4318, 5778, 5779, 9411, 13133, 14250, 14268, 27777, 27778, 8888])
        .sources(&["https://github.com/jaegertracing/jaeger/blob/main/cmd/jaeger/internal/all-in-one.yaml"]),
    row("Jaeger", Class::Monitoring, &["jaeger-query"]).listens(&[16686, 16685, 16687])
        .port_flags(&["--query.http-server.host-port"]).port_env(&["QUERY_HTTP_SERVER_HOST_PORT"])
        .sources(&["https://www.jaegertracing.io/docs/1.62/cli/"]),
    row("Jaeger", Class::Monitoring, &["all-in-one", "jaeger", "jaeger-all-in-one"])
        .listens(&[16686, 4317, 4318, 5778, 14250, 14268, 14269, 16685])
        .port_flags(&["--query.http-server.host-port"]).port_env(&["QUERY_HTTP_SERVER_HOST_PORT"])
        .sources(&["https://www.jaegertracing.io/docs/1.62/cli/"]),
    row("Kapacitor", Class::Monitoring, &["kapacitor"]).listens(&[9092]).port_env(&["KAPACITOR_HTTP_BIND_ADDRESS"])
        .keeps(&["/var/lib/kapacitor"]).config(&["/etc/kapacitor"])
        .sources(&[
            "https://hub.docker.com/_/kapacitor",
            "https://github.com/influxdata/kapacitor/blob/master/etc/kapacitor/kapacitor.conf",
        ]),
    row("Karma", Class::Monitoring, &["prymitive/karma"]).listens(&[8080]).port_flags(&["--listen.port"])
        .port_env(&["PORT"]).sources(&["https://github.com/prymitive/karma/blob/main/docs/CONFIGURATION.md"]),
    row("Kibana", Class::Monitoring, &["kibana", "kibana-oss"]).listens(&[5601])
        .port_flags(&["--server.port", "--port", "-p"]).port_env(&["SERVER_PORT"]).runs(&["kibana", "kibana-docker"])
        .config(&["/usr/share/kibana/config"])
        .brings(&["/usr/share/kibana/config"])
        .sources(&[
            "https://www.elastic.co/guide/en/kibana/current/docker.html",
            "https://github.com/elastic/kibana/blob/main/src/dev/build/tasks/os_packages/docker_generator/resources/base/bin/kibana-docker",
        ]),
    row("Loki", Class::Monitoring, &["loki"]).listens(&[3100]).port_flags(&["--server.http-listen-port"])
        .runs(&["loki"]).keeps(&["/loki"]).config(&["/etc/loki"]).sources(&["https://github.com/grafana/loki"]),
    row("Mimir", Class::Monitoring, &["mimir"]).listens(&[8080, 9095]).port_flags(&["--server.http-listen-port"])
        .sources(&["https://grafana.com/docs/mimir/latest/configure/configuration-parameters/"]),
    row("Nagios", Class::Monitoring, &["jasonrivers/nagios"]).listens(&[80]).keeps(&["/opt/nagios/var"])
        .sources(&["https://github.com/JasonRivers/Docker-Nagios"]),
    row("OpenObserve", Class::Monitoring, &["openobserve"]).listens(&[5080, 5081]).port_env(&["ZO_HTTP_PORT"])
        .keeps(&["/data"]).sources(&["https://github.com/openobserve/openobserve"]),
    row("OpenSearch Dashboards", Class::Monitoring, &["opensearch-dashboards"]).listens(&[5601])
        .config(&["/usr/share/opensearch-dashboards/config"])
        .sources(&["https://opensearch.org/docs/latest/install-and-configure/install-dashboards/docker/"]),
    row("Prometheus", Class::Monitoring, &["bitnami/prometheus"]).listens(&[9090])
        .port_flags(&["--web.listen-address"]).runs(&["prometheus"]).keeps(&["/opt/bitnami/prometheus/data"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/prometheus"]),
    row("Prometheus", Class::Monitoring, &["prometheus"]).listens(&[9090]).port_flags(&["--web.listen-address"])
        .runs(&["prometheus"]).keeps(&["/prometheus"]).writes(&["/prometheus"])
        .sources(&["https://github.com/prometheus/prometheus"]),
    row("Pyroscope", Class::Monitoring, &["pyroscope"]).listens(&[4040]).port_flags(&["-server.http-listen-port"])
        .config(&["/etc/pyroscope"]).sources(&["https://github.com/grafana/pyroscope"]),
    row("SkyWalking OAP", Class::Monitoring, &["skywalking-oap-server"]).listens(&[11800, 12800])
        .port_env(&["SW_CORE_GRPC_PORT"]).config(&["/skywalking/config"])
        .sources(&["https://github.com/apache/skywalking/tree/master/docs/en/setup/backend"]),
    row("SkyWalking UI", Class::Monitoring, &["skywalking-ui"]).listens(&[8080])
        .sources(&["https://github.com/apache/skywalking/tree/master/docker"]),
    row("Tempo", Class::Monitoring, &["tempo"]).port_flags(&["-server.http-listen-port"])
        .sources(&["https://github.com/grafana/tempo"]),
    row("Thanos", Class::Monitoring, &["thanos"]).listens(&[10902]).port_flags(&["--http-address"])
        .needs(&["sidecar", "query", "store", "receive", "compact", "rule", "query-frontend"])
        .reads(&["--tsdb.path"])
        .sources(&["https://thanos.io/tip/components/query.md/"]),
    row("Uptime Kuma", Class::Monitoring, &["uptime-kuma"]).listens(&[3001]).port_flags(&["--port"])
        .port_env(&["UPTIME_KUMA_PORT", "PORT"]).keeps(&["/app/data"])
        .sources(&["https://github.com/louislam/uptime-kuma"]),
    row("VictoriaLogs", Class::Monitoring, &["victoria-logs"]).listens(&[9428]).port_flags(&["--httpListenAddr"])
        .sources(&["https://docs.victoriametrics.com/victorialogs/"]),
    row("VictoriaMetrics", Class::Monitoring, &["victoria-metrics"]).listens(&[8428]).port_flags(&["--httpListenAddr"])
        .sources(&["https://docs.victoriametrics.com/"]),
    row("VictoriaMetrics vmalert", Class::Monitoring, &["vmalert"]).listens(&[8880]).port_flags(&["--httpListenAddr"])
        .sources(&["https://docs.victoriametrics.com/victoriametrics/vmalert/"]),
    row("VictoriaMetrics vminsert", Class::Monitoring, &["vminsert"]).listens(&[8480]).port_flags(&["--httpListenAddr"])
        .sources(&["https://docs.victoriametrics.com/victoriametrics/cluster-victoriametrics/"]),
    row("VictoriaMetrics vmselect", Class::Monitoring, &["vmselect"]).listens(&[8481]).port_flags(&["--httpListenAddr"])
        .sources(&["https://docs.victoriametrics.com/victoriametrics/cluster-victoriametrics/"]),
    row("VictoriaMetrics vmstorage", Class::Monitoring, &["vmstorage"]).listens(&[8482, 8400, 8401])
        .port_flags(&["--httpListenAddr"])
        .sources(&["https://docs.victoriametrics.com/victoriametrics/cluster-victoriametrics/"]),
    row("Zabbix server", Class::Monitoring, &["zabbix-server-*"]).listens(&[10051]).port_env(&["ZBX_LISTENPORT"])
        .sources(&["https://github.com/zabbix/zabbix-docker"]),
    row("Zabbix web", Class::Monitoring, &["zabbix-web-nginx-*", "zabbix-web-apache-*"]).listens(&[8080])
        .sources(&["https://github.com/zabbix/zabbix-docker"]),
    row("Zipkin", Class::Monitoring, &["zipkin", "zipkin-slim"]).listens(&[9411]).port_env(&["QUERY_PORT"])
        .sources(&["https://github.com/openzipkin/zipkin/blob/master/zipkin-server/README.md"]),
    // What gathers logs, metrics and traces.
    row("CloudWatch agent", Class::Collector, &["cloudwatch-agent"]).config(&["/etc/cwagentconfig"])
        .sources(&["https://github.com/aws/amazon-cloudwatch-agent"]),
    row("collectd", Class::Collector, &["collectd", "categraf", "newrelic*"]),
    row("Datadog Agent", Class::Collector, &[
        "datadog/agent", "datadoghq/agent", "datadoghq.com/agent", "datadog-agent",
    ]).listens(&[8126]).port_env(&["DD_APM_RECEIVER_PORT", "DD_RECEIVER_PORT"]).needs(&["trace-agent"])
        .config(&["/etc/datadog-agent/datadog.yaml"])
        .sources(&["https://docs.datadoghq.com/agent/configuration/network/"]),
    row("DogStatsD", Class::Collector, &["dogstatsd"]),
    row("Elastic Beats", Class::Collector, &[
        "filebeat", "metricbeat", "heartbeat", "packetbeat", "auditbeat", "elastic-agent",
    ]).runs(&["filebeat", "metricbeat", "heartbeat", "packetbeat", "auditbeat", "elastic-agent"])
        .config(&[
            "/usr/share/filebeat/filebeat.yml", "/usr/share/metricbeat/metricbeat.yml",
            "/usr/share/heartbeat/heartbeat.yml",
        ]).sources(&["https://www.elastic.co/guide/en/beats/filebeat/current/running-on-docker.html"]),
    row("Fluent Bit", Class::Collector, &["fluent-bit", "fluentbit", "aws-for-fluent-bit"]).runs(&["fluent-bit"])
        .config(&["/fluent-bit/etc"]).sources(&["https://docs.fluentbit.io/manual/administration/monitoring"]),
    row("Fluentd", Class::Collector, &["bitnami/fluentd"]).listens(&[24224]).runs(&["fluentd"])
        .config(&["/opt/bitnami/fluentd/conf"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/fluentd"]),
    row("Fluentd", Class::Collector, &["fluent/fluentd"]).listens(&[24224]).runs(&["fluentd"]).config(&["/fluentd/etc"])
        .sources(&["https://github.com/fluent/fluentd-docker-image"]),
    row("Fluentd", Class::Collector, &["fluentd", "fluentd-*", "fluentd_*", "fluent-plugin-*"]).runs(&["fluentd"])
        .config(&["/fluentd/etc", "/etc/fluent", "/etc/td-agent"])
        .sources(&["https://docs.fluentd.org/configuration/config-file"]),
    row("Grafana Agent", Class::Collector, &["grafana-agent", "grafana/agent"])
        .port_flags(&["-server.http.address", "--server.http.listen-addr"])
        .sources(&["https://grafana.com/docs/agent/latest/static/configuration/flags/"]),
    row("Grafana Alloy", Class::Collector, &["alloy"]).listens(&[12345]).port_flags(&["--server.http.listen-addr"])
        .serves(&["run"]).runs(&["alloy"]).sources(&["https://github.com/grafana/alloy"]),
    row("Jaeger agent", Class::Collector, &["jaeger-agent"]).listens(&[5778, 14271])
        .port_flags(&["--http-server.host-port"]).sources(&["https://www.jaegertracing.io/docs/1.62/cli/"]),
    row("Jaeger collector", Class::Collector, &["jaeger-collector"]).listens(&[14268, 14250, 14269, 4317, 4318])
        .port_flags(&["--collector.http-server.host-port"]).port_env(&["COLLECTOR_HTTP_SERVER_HOST_PORT"])
        .sources(&["https://www.jaegertracing.io/docs/1.62/cli/"]),
    row("Logstash", Class::Collector, &["logstash", "logstash-oss"]).listens(&[5044, 9600]).runs(&["logstash"])
        .config(&["/usr/share/logstash/pipeline", "/usr/share/logstash/config"])
        .sources(&["https://www.elastic.co/guide/en/logstash/current/docker-config.html"]),
    row("Netdata", Class::Collector, &["netdata"]).listens(&[19999]).port_env(&["NETDATA_LISTENER_PORT"])
        .config(&["/etc/netdata"]).sources(&["https://github.com/netdata/netdata/tree/master/packaging/docker"]),
    row("OpenTelemetry Collector", Class::Collector, &[
        "opentelemetry-collector", "opentelemetry-collector-contrib", "opentelemetry-collector-k8s", "otelcol",
        "otelcol-contrib", "adot-collector", "aws-otel-collector", "splunk-otel-collector", "ddot-collector",
    ]).config(&["/etc/otelcol", "/etc/otelcol-contrib", "/etc/otel-config.yaml", "/etc/otel/collector"])
        .sources(&[
            "https://github.com/open-telemetry/opentelemetry-collector-releases",
            "https://github.com/aws-observability/aws-otel-collector",
            "https://github.com/signalfx/splunk-otel-collector",
        ]),
    row("Promtail", Class::Collector, &["promtail"]).listens(&[9080]).port_flags(&["--server.http-listen-port"])
        .runs(&["promtail"]).config(&["/etc/promtail"])
        .sources(&[
            "https://grafana.com/docs/loki/latest/send-data/promtail/configuration/",
            "https://github.com/grafana/loki/tree/v3.0.0/clients/cmd/promtail",
        ]),
    row("StatsD", Class::Collector, &["statsd/statsd", "statsd"]).listens(&[8126])
        .config(&["/usr/src/app/config.js"]).sources(&["https://github.com/statsd/statsd"]),
    row("syslog-ng", Class::Collector, &["syslog-ng"]).listens(&[601, 6514]).config(&["/etc/syslog-ng"])
        .sources(&["https://github.com/syslog-ng/syslog-ng/blob/master/docker/README.md"]),
    row("Telegraf", Class::Collector, &["telegraf"]).config(&["/etc/telegraf"])
        .sources(&["https://hub.docker.com/_/telegraf"]),
    row("Vector", Class::Collector, &["timberio/vector", "vector"]).runs(&["vector"]).config(&["/etc/vector"])
        .sources(&["https://github.com/vectordotdev/vector"]),
    row("VictoriaMetrics vmagent", Class::Collector, &["vmagent"]).listens(&[8429]).port_flags(&["--httpListenAddr"])
        .sources(&["https://docs.victoriametrics.com/victoriametrics/vmagent/"]),
    row("X-Ray daemon", Class::Collector, &["xray-daemon", "aws-xray-daemon"]).listens(&[2000])
        .port_flags(&["-t", "--bind-tcp"]).sources(&["https://github.com/aws/aws-xray-daemon"]),
    row("Zabbix agent", Class::Collector, &["zabbix-agent*"]).listens(&[10050]).port_env(&["ZBX_LISTENPORT"])
        .sources(&["https://github.com/zabbix/zabbix-docker"]),
    // What turns knowledge into metrics.
    row("Apache exporter", Class::Exporter, &["apache-exporter", "apache_exporter"]).listens(&[9117])
        .port_flags(&["--web.listen-address"]).sources(&["https://github.com/Lusitaniae/apache_exporter"]),
    row("Blackbox exporter", Class::Exporter, &["blackbox-exporter", "blackbox_exporter"]).listens(&[9115])
        .port_flags(&["--web.listen-address"]).sources(&["https://github.com/prometheus/blackbox_exporter"]),
    row("cAdvisor", Class::Exporter, &["cadvisor"]).listens(&[8080]).port_flags(&["--port"])
        .sources(&["https://github.com/google/cadvisor/blob/master/docs/runtime_options.md"]),
    row("CloudWatch exporter", Class::Exporter, &["cloudwatch-exporter", "cloudwatch_exporter"]).listens(&[9106])
        .sources(&["https://github.com/prometheus/cloudwatch_exporter"]),
    row("Consul exporter", Class::Exporter, &["consul-exporter", "consul_exporter"]).listens(&[9107])
        .port_flags(&["--web.listen-address"]).sources(&["https://github.com/prometheus/consul_exporter"]),
    row("DCGM exporter", Class::Exporter, &["dcgm-exporter"]).listens(&[9400]).port_flags(&["-a", "--address"])
        .port_env(&["DCGM_EXPORTER_LISTEN"]).sources(&["https://github.com/NVIDIA/dcgm-exporter"]),
    row("Elasticsearch exporter", Class::Exporter, &["elasticsearch-exporter", "elasticsearch_exporter"])
        .listens(&[9114]).port_flags(&["--web.listen-address"])
        .sources(&["https://github.com/prometheus-community/elasticsearch_exporter"]),
    row("Graphite exporter", Class::Exporter, &["graphite-exporter", "graphite_exporter"]).listens(&[9108, 9109])
        .port_flags(&["--web.listen-address"])
        .sources(&["https://github.com/prometheus/graphite_exporter"]),
    row("HAProxy exporter", Class::Exporter, &["haproxy-exporter", "haproxy_exporter"]).listens(&[9101])
        .port_flags(&["--web.listen-address"]).sources(&["https://github.com/prometheus/haproxy_exporter"]),
    row("JMX exporter", Class::Exporter, &["bitnami/jmx-exporter"]).listens(&[5556])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/jmx-exporter"]),
    row("Kafka exporter", Class::Exporter, &["kafka-exporter", "kafka_exporter"]).listens(&[9308])
        .port_flags(&["--web.listen-address"]).sources(&["https://github.com/danielqsj/kafka_exporter"]),
    row("Memcached exporter", Class::Exporter, &["memcached-exporter", "memcached_exporter"]).listens(&[9150])
        .port_flags(&["--web.listen-address"]).sources(&["https://github.com/prometheus/memcached_exporter"]),
    row("MongoDB exporter", Class::Exporter, &[
        "percona/mongodb_exporter", "bitnami/mongodb-exporter",
    ]).listens(&[9216]).port_flags(&["--web.listen-address"]).sources(&["https://github.com/percona/mongodb_exporter"]),
    row("MySQL exporter", Class::Exporter, &["mysqld-exporter", "mysqld_exporter"]).listens(&[9104])
        .port_flags(&["--web.listen-address"]).sources(&["https://github.com/prometheus/mysqld_exporter"]),
    row("NGINX exporter", Class::Exporter, &["nginx-prometheus-exporter", "nginx/nginx-prometheus-exporter"]).listens(&[9113])
        .port_flags(&["--web.listen-address"]).port_env(&["LISTEN_ADDRESS"])
        .sources(&["https://github.com/nginx/nginx-prometheus-exporter"]),
    row("Node exporter", Class::Exporter, &["node-exporter", "node_exporter"]).listens(&[9100])
        .port_flags(&["--web.listen-address"]).sources(&["https://github.com/prometheus/node_exporter"]),
    row("PgBouncer exporter", Class::Exporter, &["pgbouncer-exporter", "pgbouncer_exporter"]).listens(&[9127])
        .port_flags(&["--web.listen-address"]).sources(&["https://github.com/prometheus-community/pgbouncer_exporter"]),
    row("PHP-FPM exporter", Class::Exporter, &["php-fpm-exporter", "php-fpm_exporter"]).listens(&[9253])
        .port_flags(&["--web.listen-address"]).port_env(&["PHP_FPM_WEB_LISTEN_ADDRESS"])
        .sources(&["https://github.com/hipages/php-fpm_exporter"]),
    row("PostgreSQL exporter", Class::Exporter, &["postgres-exporter", "postgres_exporter"]).listens(&[9187])
        .port_flags(&["--web.listen-address"]).port_env(&["PG_EXPORTER_WEB_LISTEN_ADDRESS"])
        .sources(&["https://github.com/prometheus-community/postgres_exporter"]),
    row("Process exporter", Class::Exporter, &["process-exporter", "process_exporter"]).listens(&[9256])
        .port_flags(&["--web.listen-address"]).sources(&["https://github.com/ncabatoff/process-exporter"]),
    row("Pushgateway", Class::Exporter, &["pushgateway"]).listens(&[9091]).port_flags(&["--web.listen-address"])
        .sources(&["https://github.com/prometheus/pushgateway"]),
    row("RabbitMQ exporter", Class::Exporter, &["rabbitmq-exporter", "rabbitmq_exporter"]).listens(&[9419])
        .port_env(&["PUBLISH_PORT"]).sources(&["https://github.com/kbudde/rabbitmq_exporter"]),
    row("Redis exporter", Class::Exporter, &["redis-exporter", "redis_exporter"]).listens(&[9121])
        .port_flags(&["--web.listen-address"]).port_env(&["REDIS_EXPORTER_WEB_LISTEN_ADDRESS"])
        .sources(&["https://github.com/oliver006/redis_exporter"]),
    row("SNMP exporter", Class::Exporter, &["snmp-exporter", "snmp_exporter"]).listens(&[9116])
        .port_flags(&["--web.listen-address"]).sources(&["https://github.com/prometheus/snmp_exporter"]),
    row("SQL exporter", Class::Exporter, &["burningalchemist/sql_exporter"]).listens(&[9399])
        .port_flags(&["--web.listen-address"]).sources(&["https://github.com/burningalchemist/sql_exporter"]),
    row("StatsD exporter", Class::Exporter, &["statsd-exporter", "statsd_exporter"]).listens(&[9102, 9125])
        .port_flags(&["--web.listen-address"]).sources(&["https://github.com/prometheus/statsd_exporter"]),

    // ---- Proxies, meshes and gateways, and the other parts that serve what is beside them.

    // Proxies, meshes, gateways and connection pools.
    row("Ambassador", Class::Proxy, &["ambassador", "emissary"]),
    row("APISIX", Class::Proxy, &["apache/apisix"]).listens(&[9080, 9443, 9180]).config(&["/usr/local/apisix/conf"])
        .sources(&["https://github.com/apache/apisix-docker"]),
    row("Cloud SQL Auth Proxy", Class::Proxy, &["gce-proxy", "cloud-sql-proxy"]).port_flags(&["--port", "-p"])
        .runs(&["cloud-sql-proxy", "cloud_sql_proxy"])
        .sources(&["https://github.com/GoogleCloudPlatform/cloud-sql-proxy/blob/main/docs/cmd/cloud-sql-proxy.md"]),
    row("cloudflared", Class::Proxy, &["cloudflared"]),
    row("Consul dataplane", Class::Proxy, &["consul-k8s-control-plane", "consul-dataplane", "consul-envoy"]),
    row("Dapr", Class::Proxy, &["daprd"]).listens(&[3500, 50001, 9090]).port_flags(&["--dapr-http-port"])
        .runs(&["daprd"]).sources(&["https://docs.dapr.io/reference/arguments-annotations-overview/"]),
    row("Dapr", Class::Proxy, &["dapr"]).runs(&["daprd"]),
    row("Envoy", Class::Proxy, &["envoy", "envoy-alpine", "envoy-distroless"]).runs(&["envoy"]).config(&["/etc/envoy"])
        .sources(&["https://www.envoyproxy.io/docs/envoy/latest/start/docker"]),
    row("Gluetun", Class::Proxy, &["gluetun"]).listens(&[8000]).port_env(&["HTTP_CONTROL_SERVER_ADDRESS"])
        .sources(&["https://github.com/qdm12/gluetun-wiki/blob/main/setup/options/control-server.md"]),
    row("HAProxy", Class::Proxy, &["haproxy", "haproxy-alpine", "haproxy-debian"]).runs(&["haproxy"])
        .config(&["/usr/local/etc/haproxy"]).brings(&["/usr/local/etc/haproxy"])
        .sources(&["https://hub.docker.com/_/haproxy"]),
    row("Istio proxy", Class::Proxy, &["istio/proxyv2", "proxyv2", "proxy_debug"]).listens(&[15021, 15090, 15020])
        .runs(&["envoy", "pilot-agent"])
        .sources(&["https://istio.io/latest/docs/ops/deployment/application-requirements/"]),
    row("Keycloak Gatekeeper", Class::Proxy, &["keycloak-gatekeeper", "louketo-proxy"]).port_flags(&["--listen"])
        .port_env(&["PROXY_LISTEN"]).sources(&["https://github.com/louketo/louketo-proxy"]),
    row("Kong", Class::Proxy, &["library/kong", "kong/kong", "kong/kong-gateway"]).listens(&[8000, 8443])
        .port_env(&["KONG_PROXY_LISTEN"]).config(&["/etc/kong"]).sources(&["https://github.com/Kong/kong"]),
    row("KrakenD", Class::Proxy, &["krakend"]).listens(&[8080]).config(&["/etc/krakend"])
        .sources(&["https://hub.docker.com/_/krakend"]),
    row("kube-rbac-proxy", Class::Proxy, &["kube-rbac-proxy"])
        .port_flags(&["--secure-listen-address", "--insecure-listen-address"])
        .sources(&["https://github.com/brancz/kube-rbac-proxy"]),
    row("Linkerd proxy", Class::Proxy, &["linkerd/proxy"]).listens(&[4143, 4140, 4191])
        .port_env(&["LINKERD2_PROXY_INBOUND_LISTEN_ADDR"])
        .sources(&["https://github.com/linkerd/linkerd2-proxy/blob/main/linkerd/app/src/env.rs"]),
    row("mail relay", Class::Proxy, &["postfix", "smtp", "exim", "smtp-relay"]),
    row("NGINX Proxy Manager", Class::Proxy, &["nginx-proxy-manager"]).listens(&[80, 81, 443]).keeps(&["/data"])
        .sources(&["https://github.com/NginxProxyManager/nginx-proxy-manager"]),
    row("ngrok", Class::Proxy, &["ngrok"]).listens(&[4040])
        .sources(&["https://ngrok.com/docs/agent/web-inspection-interface/"]),
    row("OAuth2 Proxy", Class::Proxy, &["oauth2-proxy", "oauth2_proxy"]).listens(&[4180])
        .port_flags(&["--http-address"]).port_env(&["OAUTH2_PROXY_HTTP_ADDRESS"])
        .sources(&["https://oauth2-proxy.github.io/oauth2-proxy/configuration/overview"]),
    row("OpenVPN", Class::Proxy, &["openvpn"]).config(&["/etc/openvpn"])
        .sources(&["https://github.com/kylemanna/docker-openvpn"]),
    row("PgBouncer", Class::Proxy, &["edoburu/pgbouncer"]).listens(&[5432]).port_env(&["LISTEN_PORT"])
        .runs(&["pgbouncer"]).config(&["/etc/pgbouncer"]).sources(&["https://github.com/edoburu/docker-pgbouncer"]),
    row("PgBouncer", Class::Proxy, &["bitnami/pgbouncer"]).listens(&[6432])
        .port_env(&["PGBOUNCER_PORT"]).runs(&["pgbouncer"])
        .config(&["/opt/bitnami/pgbouncer/conf", "/bitnami/pgbouncer/conf"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/pgbouncer"]),
    row("PgBouncer", Class::Proxy, &["pgbouncer"]).runs(&["pgbouncer"]).config(&["/etc/pgbouncer"])
        .sources(&["https://github.com/pgbouncer/pgbouncer/blob/master/etc/pgbouncer.ini"]),
    row("pgcat", Class::Proxy, &["pgcat"]).listens(&[6432, 9930]).config(&["/etc/pgcat/pgcat.toml"])
        .sources(&["https://github.com/postgresml/pgcat"]),
    row("Pgpool-II", Class::Proxy, &["bitnami/pgpool"]).listens(&[5432])
        .port_env(&["PGPOOL_PORT_NUMBER"]).config(&["/opt/bitnami/pgpool/conf"])
        .sources(&["https://github.com/bitnami/containers/tree/main/bitnami/pgpool"]),
    row("Pgpool-II", Class::Proxy, &["pgpool"]).listens(&[9999]).sources(&["https://github.com/pgpool/pgpool2_on_k8s"]),
    row("Pomerium", Class::Proxy, &["pomerium/pomerium"]).port_env(&["ADDRESS"]).config(&["/pomerium"])
        .sources(&["https://www.pomerium.com/docs/internals/configuration"]),
    row("Privoxy", Class::Proxy, &["privoxy"]).listens(&[8118]).config(&["/etc/privoxy"])
        .sources(&["https://www.privoxy.org/user-manual/config.html"]),
    row("ProxySQL", Class::Proxy, &["proxysql"]).listens(&[6033, 6032]).keeps(&["/var/lib/proxysql"])
        .config(&["/etc/proxysql.cnf"]).sources(&["https://github.com/sysown/proxysql"]),
    row("Squid", Class::Proxy, &["squid"]).listens(&[3128]).runs(&["squid"]).logs(&["/var/log/squid"])
        .config(&["/etc/squid"]).sources(&["https://github.com/sameersbn/docker-squid"]),
    row("Tailscale", Class::Proxy, &["tailscale"]),
    row("Tinyproxy", Class::Proxy, &["tinyproxy"]).listens(&[8888]).config(&["/etc/tinyproxy"])
        .sources(&["https://github.com/tinyproxy/tinyproxy"]),
    row("Tor", Class::Proxy, &["tor"]).listens(&[9050]).config(&["/etc/tor"])
        .sources(&["https://manpages.debian.org/stable/tor/tor.1.en.html"]),
    row("Traefik", Class::Proxy, &["traefik"]).listens(&[80])
        .port_flags(&[
            "--entrypoints.web.address", "--entryPoints.web.address", "--entrypoints.websecure.address",
            "--entryPoints.websecure.address", "--entrypoints.http.address", "--entryPoints.http.address",
            "--entryPoints",
        ]).port_env(&["TRAEFIK_ENTRYPOINTS_WEB_ADDRESS"]).runs(&["traefik"]).config(&["/etc/traefik"])
        .watches(&["--providers.file.filename", "--providers.file.directory"])
        .sources(&["https://github.com/traefik/traefik"]),
    row("twemproxy", Class::Proxy, &["twemproxy"]),
    row("Tyk", Class::Proxy, &["tykio/tyk-gateway"]).listens(&[8080]).port_env(&["TYK_GW_LISTENPORT"])
        .config(&["/opt/tyk-gateway/tyk.conf"]).sources(&["https://github.com/TykTechnologies/tyk"]),
    row("Varnish", Class::Proxy, &["varnish"]).listens(&[80, 8443]).port_flags(&["-a"]).port_env(&["VARNISH_HTTP_PORT"])
        .config(&["/etc/varnish"]).sources(&["https://hub.docker.com/_/varnish"]),
    row("VictoriaMetrics vmauth", Class::Proxy, &["vmauth"]).listens(&[8427]).port_flags(&["--httpListenAddr"])
        .sources(&["https://docs.victoriametrics.com/victoriametrics/vmauth/"]),
    row("WireGuard", Class::Proxy, &["linuxserver/wireguard", "wireguard"]).config(&["/config"])
        .sources(&["https://docs.linuxserver.io/images/docker-wireguard/"]),
    // What tells an application that its configuration changed.
    row("confd", Class::Reloader, &["confd", "consul-template"]),
    row("config reloader", Class::Reloader, &["config-reloader", "kube-webhook-certgen", "grafana-watcher"]),
    row("configmap-reload", Class::Reloader, &["configmap-reload", "prometheus-configmap-reload*"]).listens(&[9533])
        .port_flags(&["--web.listen-address"]).watches(&["--volume-dir"])
        .sources(&["https://github.com/jimmidyson/configmap-reload"]),
    row("Prometheus config reloader", Class::Reloader, &["prometheus-config-reloader"])
        .port_flags(&["--listen-address"])
        .watches(&["--config-file", "--watched-dir"])
        .sources(&[
            "https://github.com/prometheus-operator/prometheus-operator/tree/main/cmd/prometheus-config-reloader",
        ]),
    // What fetches or copies content.
    row("content sync", Class::ContentSync, &["rclone", "s3-sync", "lsyncd", "gitsync"]),
    row("git-sync", Class::ContentSync, &["git-sync", "git-sync-*"]).port_flags(&["--http-bind"])
        .sources(&["https://github.com/kubernetes/git-sync"]),
    row("k8s-sidecar", Class::ContentSync, &["k8s-sidecar"]).port_env(&["HEALTH_PORT"])
        .sources(&["https://github.com/kiwigrid/k8s-sidecar"]),
    row("Syncthing", Class::ContentSync, &["syncthing"]).listens(&[8384, 22000])
        .port_env(&["STGUIADDRESS"]).keeps(&["/var/syncthing"])
        .sources(&["https://github.com/syncthing/syncthing/blob/main/Dockerfile"]),
    // Other parts that serve what is beside them.
    row("Consul", Class::Helper, &["consul"]).listens(&[8500, 8301, 8600])
        .port_flags(&["--http-port"]).port_env(&["CONSUL_LOCAL_CONFIG"]).serves(&["agent"]).alone(&["-server"]).keeps(&["/consul/data"])
        .config(&["/consul/config"])
        .sources(&[
            "https://github.com/hashicorp/docker-consul", "https://developer.hashicorp.com/consul/docs/install/ports",
            "https://developer.hashicorp.com/consul/docs/agent/config/cli-flags",
        ]),
    row("Docker CLI", Class::Tool, &["docker:*cli*", "docker:git*"]),
    row("Docker in Docker", Class::Helper, &["docker:*dind*"]).listens(&[2376]).port_flags(&["--host", "-H"])
        .port_env(&["DOCKER_TLS_CERTDIR"]).runs(&["dockerd", "dockerd-entrypoint.sh"])
        .sources(&[
            "https://hub.docker.com/_/docker",
            "https://github.com/docker-library/docker/blob/master/dockerd-entrypoint.sh",
        ]),
    row("Docker in Docker", Class::Helper, &["docker", "dind", "buildkit", "moby/buildkit"])
        .runs(&["dockerd", "dockerd-entrypoint.sh", "buildkitd"]),
    row("Open Policy Agent", Class::Helper, &["opa"]).listens(&[8181]).port_flags(&["--addr", "-a"])
        .needs(&["--server", "-s"]).sources(&["https://www.openpolicyagent.org/docs/latest/cli/"]),
    row("Open Policy Agent sync", Class::Helper, &["kube-mgmt"]),
    row("Vault", Class::Helper, &["vault-k8s", "vault-env", "secrets-store"]),
    row("Vault", Class::Helper, &["vault"]).listens(&[8200])
        .port_env(&["VAULT_DEV_LISTEN_ADDRESS", "VAULT_LOCAL_CONFIG"]).serves(&["server"]).alone(&["server"]).keeps(&["/vault/file"])
        .logs(&["/vault/logs"]).config(&["/vault/config"]).sources(&["https://github.com/hashicorp/docker-vault"]),
    // What stands between Kubernetes and a CSI driver.
    row("CSI liveness probe", Class::CsiSidecar, &["livenessprobe", "csi-livenessprobe"]).listens(&[9808])
        .port_flags(&["--health-port", "--http-endpoint"])
        .sources(&["https://github.com/kubernetes-csi/livenessprobe"]),
    row("CSI sidecar", Class::CsiSidecar, &[
        "csi-provisioner", "csi-attacher", "csi-resizer", "csi-snapshotter", "csi-node-driver-registrar",
        "node-driver-registrar", "driver-registrar", "csi-external-health-monitor-*", "csi-cluster-driver-registrar",
    ]).port_flags(&["--http-endpoint"])
        .sources(&["https://github.com/kubernetes-csi/csi-lib-utils/blob/master/standardflags/flags.go"]),
    row("CSI snapshot controller", Class::CsiSidecar, &["snapshot-controller"]).port_flags(&["--http-endpoint"])
        .sources(&["https://github.com/kubernetes-csi/external-snapshotter"]),

    // ---- What runs the cluster, and shells, command line tools and placeholders.

    // DNS.
    row("CoreDNS", Class::Controller, &["coredns"]).listens(&[53]).port_flags(&["-dns.port"])
        .config(&["/Corefile", "/etc/coredns"])
        .sources(&[
            "https://github.com/coredns/coredns",
            "https://github.com/kubernetes/kubernetes/blob/master/cluster/addons/dns/coredns/coredns.yaml.base",
        ]),
    row("dnsmasq", Class::Controller, &["kube-dnsmasq*", "dnsmasq", "dnsmasq-metrics*", "k8s-dns-dnsmasq-*"]),
    row("Kubernetes DNS", Class::Controller, &["kubedns*", "k8s-dns-*", "exechealthz*"]),
    row("Pi-hole", Class::Controller, &["pihole"]).listens(&[80, 53]).port_env(&["FTLCONF_webserver_port"])
        .config(&["/etc/pihole", "/etc/dnsmasq.d"]).sources(&["https://github.com/pi-hole/docker-pi-hole"]),
    row("Unbound", Class::Controller, &["unbound"]).listens(&[53]).config(&["/opt/unbound/etc/unbound"])
        .sources(&["https://github.com/MatthewVance/unbound-docker"]),
    // Parts of Kubernetes.
    row("addon-resizer", Class::Controller, &["addon-resizer*"]),
    row("heapster", Class::Controller, &["heapster-*"]),
    row("hyperkube", Class::Controller, &["hyperkube*"]),
    row("kube-apiserver", Class::Controller, &["kube-apiserver*"]).listens(&[6443]).port_flags(&["--secure-port"])
        .sources(&["https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/"]),
    row("kube-controller-manager", Class::Controller, &["kube-controller-manager*"]).listens(&[10257])
        .port_flags(&["--secure-port"])
        .sources(&["https://kubernetes.io/docs/reference/command-line-tools-reference/kube-controller-manager/"]),
    row("kube-proxy", Class::Controller, &["kube-proxy*"]).listens(&[10249, 10256])
        .port_flags(&["--metrics-bind-address"])
        .sources(&["https://kubernetes.io/docs/reference/command-line-tools-reference/kube-proxy/"]),
    row("kube-scheduler", Class::Controller, &["kube-scheduler*"]).listens(&[10259]).port_flags(&["--secure-port"])
        .sources(&["https://kubernetes.io/docs/reference/command-line-tools-reference/kube-scheduler/"]),
    row("kube-state-metrics", Class::Controller, &["kube-state-metrics*"]).listens(&[8080, 8081])
        .port_flags(&["--port"])
        .sources(&["https://github.com/kubernetes/kube-state-metrics/blob/main/docs/developer/cli-arguments.md"]),
    row("metrics-server", Class::Controller, &["metrics-server*"]).listens(&[443]).port_flags(&["--secure-port"])
        .sources(&["https://github.com/kubernetes-sigs/metrics-server/blob/master/docs/command-line-flags.txt"]),
    row("pause", Class::Controller, &["pause", "pause-*"]),
    // Networks, certificates, policies and operators.
    row("Argo CD", Class::Controller, &["argocd"]),
    row("Calico", Class::Controller, &[
        "calico/node", "calico/cni", "calico", "calico/kube-controllers", "calico/typha",
    ]),
    row("cert-manager", Class::Controller, &[
        "cert-manager-controller", "cert-manager-cainjector", "cert-manager-webhook",
    ]),
    row("Cilium", Class::Controller, &["cilium*"]),
    row("Cluster Autoscaler", Class::Controller, &["cluster-autoscaler*"]).listens(&[8085]).port_flags(&["--address"])
        .sources(&["https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md"]),
    row("external-dns", Class::Controller, &["external-dns"]).listens(&[7979]).port_flags(&["--metrics-address"])
        .sources(&["https://kubernetes-sigs.github.io/external-dns/latest/docs/flags/"]),
    row("Flannel", Class::Controller, &["flannel*"]),
    row("Gatekeeper", Class::Controller, &["openpolicyagent/gatekeeper", "gatekeeper"]),
    row("Ingress NGINX", Class::Controller, &["ingress-nginx/controller", "nginx-ingress-controller"])
        .listens(&[80, 443, 8181, 10254]).port_flags(&["--http-port"])
        .sources(&["https://kubernetes.github.io/ingress-nginx/user-guide/cli-arguments/"]),
    row("Kube-OVN", Class::Controller, &["kube-ovn"]),
    row("Kyverno", Class::Controller, &["kyverno"]),
    row("MetalLB", Class::Controller, &["metallb/controller", "metallb/speaker"]),
    row("Multus", Class::Controller, &["multus*"]),
    row("NGINX Ingress Controller", Class::Controller, &["nginx/nginx-ingress", "nginx-ingress", "nginx-plus-ingress"])
        .listens(&[80, 443, 8080]).sources(&["https://github.com/nginx/kubernetes-ingress"]),
    row("Sealed Secrets", Class::Controller, &["sealed-secrets-controller"]).listens(&[8080, 8081])
        .port_flags(&["--listen-addr"])
        .sources(&["https://github.com/bitnami-labs/sealed-secrets/blob/main/pkg/controller/server.go"]),
    row("SPIRE", Class::Controller, &["spire-server", "spire-agent", "oidc-discovery-provider"]),
    row("Weave Net", Class::Controller, &["weave-kube", "weave-npc"]),
    // Shells.
    row("BusyBox", Class::Tool, &["busybox"]),
    row("Linux shell", Class::Tool, &[
        "alpine", "ubuntu", "debian", "centos", "fedora", "rockylinux", "amazonlinux", "bash", "ubi8", "ubi9",
        "ubi-minimal", "ubi8-minimal", "ubi9-minimal", "oraclelinux", "opensuse", "leap", "archlinux", "almalinux",
        "buildpack-deps", "minideb", "os-shell", "bitnami-shell", "wolfi-base",
    ]),
    // Command line tools.
    row("command line tool", Class::Tool, &[
        "curl", "curl-*", "nettools", "netshoot", "dnsutils", "jessie-dnsutils", "network-multitool", "hey", "kubectl",
        "k8s-kubectl", "aws-cli", "cloud-sdk", "google-cloud-cli", "azure-cli", "awscli", "mysql-client", "toolbox",
        "stress", "stress-ng", "polinux/stress", "bombardier", "wrk", "bitnami/git", "alpine/git", "alpine/helm",
        "alpine/k8s", "alpine/socat", "grafana/k6", "locustio/locust",
    ]),
    // Placeholders.
    row("placeholder", Class::Tool, &["dummy*", "fake-*", "test-*", "agnhost"]),
];
