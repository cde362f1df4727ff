//! Web servers, application servers, and small servers for trying things out.

use super::row;
use crate::facts::software::{Class, Software};

#[rustfmt::skip]
pub(super) static WEB: &[Software] = &[
    // Servers that serve files, or pass requests on.
    row("Apache httpd", Class::WebServer, &["bitnami/apache", "bitnamilegacy/apache"]).listens(&[8080])
        .port_env(&["APACHE_HTTP_PORT_NUMBER"]).runs(&["httpd", "apachectl"]).keeps(&["/app"])
        .logs(&["/opt/bitnami/apache/logs"]).config(&["/opt/bitnami/apache/conf", "/vhosts"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/apache"),
    row("Apache httpd", Class::WebServer, &["httpd", "apache", "apache2"]).listens(&[80])
        .runs(&["httpd", "httpd-foreground", "apachectl"])
        .keeps(&["/usr/local/apache2/htdocs"]).logs(&["/usr/local/apache2/logs"])
        .config(&["/usr/local/apache2/conf"]).source("https://hub.docker.com/_/httpd"),
    row("Caddy", Class::WebServer, &["caddy"]).listens(&[80]).port_flags(&["--listen"]).runs(&["caddy"])
        .keeps(&["/usr/share/caddy"]).config(&["/etc/caddy"]).source("https://hub.docker.com/_/caddy"),
    row("lighttpd", Class::WebServer, &["lighttpd"]).listens(&[80]).runs(&["lighttpd"]).config(&["/etc/lighttpd"])
        .source("https://redmine.lighttpd.net/projects/lighttpd/wiki/Server_portDetails"),
    row("NGINX", Class::WebServer, &["bitnami/nginx", "bitnamilegacy/nginx"]).listens(&[8080])
        .port_env(&["NGINX_HTTP_PORT_NUMBER"]).runs(&["nginx"]).keeps(&["/app"]).logs(&["/opt/bitnami/nginx/logs"])
        .config(&["/opt/bitnami/nginx/conf"]).source("https://github.com/bitnami/containers/tree/main/bitnami/nginx"),
    row("NGINX", Class::WebServer, &["nginx-unprivileged"]).listens(&[8080]).runs(&["nginx"])
        .keeps(&["/usr/share/nginx/html"]).logs(&["/var/log/nginx"])
        .config(&["/etc/nginx/nginx.conf", "/etc/nginx/conf.d", "/etc/nginx/templates"])
        .source("https://github.com/nginxinc/docker-nginx-unprivileged"),
    row("NGINX", Class::WebServer, &["chainguard/nginx"]).listens(&[8080]).runs(&["nginx"])
        .keeps(&["/usr/share/nginx/html"]).config(&["/etc/nginx/nginx.conf", "/etc/nginx/conf.d"])
        .source("https://images.chainguard.dev/directory/image/nginx/overview"),
    row("NGINX", Class::WebServer, &["nginx", "nginx-slim"]).listens(&[80]).runs(&["nginx"])
        .keeps(&["/usr/share/nginx/html"]).logs(&["/var/log/nginx"])
        .config(&["/etc/nginx/nginx.conf", "/etc/nginx/conf.d", "/etc/nginx/templates"])
        .source("https://hub.docker.com/_/nginx"),
    row("OpenResty", Class::WebServer, &["openresty"]).listens(&[80]).runs(&["openresty", "nginx"])
        .keeps(&["/usr/local/openresty/nginx/html"]).logs(&["/usr/local/openresty/nginx/logs"])
        .config(&["/usr/local/openresty/nginx/conf", "/etc/nginx/conf.d"])
        .source("https://github.com/openresty/docker-openresty"),
    row("Tomcat", Class::WebServer, &["bitnami/tomcat", "bitnamilegacy/tomcat"]).listens(&[8080])
        .port_env(&["TOMCAT_HTTP_PORT_NUMBER"]).runs(&["catalina.sh"])
        .keeps(&["/bitnami/tomcat", "/opt/bitnami/tomcat/webapps"]).logs(&["/opt/bitnami/tomcat/logs"])
        .config(&["/opt/bitnami/tomcat/conf"])
        .source("https://github.com/bitnami/containers/tree/main/bitnami/tomcat"),
    row("Tomcat", Class::WebServer, &["tomcat"]).listens(&[8080]).runs(&["catalina.sh", "startup.sh"])
        .keeps(&["/usr/local/tomcat/webapps"]).logs(&["/usr/local/tomcat/logs"]).config(&["/usr/local/tomcat/conf"])
        .source("https://hub.docker.com/_/tomcat"),
    // Servers of one application or of what an image brings along.
    row("GlassFish", Class::Application, &["glassfish"]).listens(&[8080, 4848, 8181])
        .source("https://github.com/eclipse-ee4j/glassfish.docker"),
    row("IIS", Class::Application, &["windows/servercore/iis", "iis"]).listens(&[80])
        .source("https://hub.docker.com/r/microsoft/windows-servercore-iis"),
    row("Jetty", Class::Application, &["library/jetty"]).listens(&[8080]).keeps(&["/var/lib/jetty/webapps"])
        .source("https://hub.docker.com/_/jetty"),
    row("Open Liberty", Class::Application, &["open-liberty", "websphere-liberty"]).listens(&[9080])
        .logs(&["/logs"]).config(&["/config"]).source("https://hub.docker.com/_/open-liberty"),
    row("OpenLiteSpeed", Class::Application, &["openlitespeed", "litespeed"]).listens(&[80, 443, 7080])
        .config(&["/usr/local/lsws/conf"]).source("https://github.com/litespeedtech/ols-dockerfiles"),
    row("Payara", Class::Application, &["payara/server-full", "payara/server-web", "payara/micro"]).listens(&[8080])
        .source("https://hub.docker.com/r/payara/server-full"),
    row("PHP", Class::Application, &["php:*fpm*", "bitnami/php-fpm", "bitnamilegacy/php-fpm", "php-fpm"])
        .listens(&[9000]).serves(&["php-fpm"]).runs(&["php-fpm", "php"]).keeps(&["/var/www/html"])
        .config(&["/usr/local/etc/php-fpm.conf", "/usr/local/etc/php-fpm.d"]).source("https://hub.docker.com/_/php"),
    row("PHP", Class::Application, &["php:*apache*"]).listens(&[80]).serves(&["apache2-foreground"])
        .runs(&["apache2-foreground", "php"]).keeps(&["/var/www/html"]).logs(&["/var/log/apache2"])
        .config(&["/etc/apache2"]).source("https://hub.docker.com/_/php"),
    row("PHP", Class::Application, &["php"]).runs(&["php-fpm", "apache2-foreground", "php"])
        .keeps(&["/var/www/html"]).source("https://hub.docker.com/_/php"),
    row("Static Web Server", Class::Application, &["static-web-server"]).port_flags(&["--port", "-p"])
        .port_env(&["SERVER_PORT"]).keeps(&["/public"])
        .source("https://github.com/static-web-server/static-web-server"),
    row("TomEE", Class::Application, &["tomee"]).listens(&[8080]).keeps(&["/usr/local/tomee/webapps"])
        .logs(&["/usr/local/tomee/logs"]).config(&["/usr/local/tomee/conf"]).source("https://hub.docker.com/_/tomee"),
    row("WebLogic", Class::Application, &["middleware/weblogic"]).listens(&[7001])
        .source("https://container-registry.oracle.com/"),
    row("WildFly", Class::Application, &["wildfly"]).listens(&[8080])
        .keeps(&["/opt/jboss/wildfly/standalone/deployments"]).logs(&["/opt/jboss/wildfly/standalone/log"])
        .config(&["/opt/jboss/wildfly/standalone/configuration"])
        .source("https://github.com/jboss-dockerfiles/wildfly"),
    // Small servers for trying things out.
    row("echo-server", Class::Application, &["ealen/echo-server"]).listens(&[80]).port_flags(&["--port"])
        .port_env(&["PORT"]).source("https://github.com/Ealenn/Echo-Server"),
    row("echo-server", Class::Application, &["jmalloc/echo-server"]).listens(&[8080]).port_env(&["PORT"])
        .source("https://github.com/jmalloc/echo-server"),
    row("echoserver", Class::Application, &["echoserver"]).listens(&[8080])
        .source("https://kubernetes.io/docs/tutorials/services/source-ip/"),
    row("Google samples: hello-app", Class::Application, &["google-samples/hello-app"]).listens(&[8080])
        .port_env(&["PORT"])
        .source("https://github.com/GoogleCloudPlatform/kubernetes-engine-samples/tree/main/quickstarts/hello-app"),
    row("http-echo", Class::Application, &["http-echo"]).listens(&[5678]).port_flags(&["-listen", "--listen"])
        .needs(&["-text", "--text", "ECHO_TEXT"]).source("https://github.com/hashicorp/http-echo"),
    row("http-https-echo", Class::Application, &["http-https-echo"]).listens(&[8080, 8443]).port_env(&["HTTP_PORT"])
        .source("https://github.com/mendhak/docker-http-https-echo"),
    row("httpbin", Class::Application, &["kennethreitz/httpbin"]).listens(&[80])
        .source("https://hub.docker.com/r/kennethreitz/httpbin"),
    row("httpbin", Class::Application, &["go-httpbin"]).listens(&[8080]).port_flags(&["-port", "--port"])
        .port_env(&["PORT"]).source("https://github.com/mccutchen/go-httpbin"),
    row("NGINX hello", Class::Application, &["nginxdemos/hello"]).listens(&[80])
        .config(&["/etc/nginx/nginx.conf", "/etc/nginx/conf.d"]).source("https://hub.docker.com/r/nginxdemos/hello"),
    row("podinfo", Class::Application, &["podinfo"]).listens(&[9898]).port_flags(&["--port"])
        .port_env(&["PODINFO_PORT"]).source("https://github.com/stefanprodan/podinfo"),
    row("serve_hostname", Class::Application, &["serve_hostname", "serve-hostname"]).listens(&[9376])
        .source("https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/"),
    row("whoami", Class::Application, &["traefik/whoami", "containous/whoami"]).listens(&[80])
        .port_flags(&["--port", "-port"]).port_env(&["WHOAMI_PORT_NUMBER"])
        .source("https://github.com/traefik/whoami"),
];
