//! Servers that people start by their program's name, in images of their own.
//!
//! Only what a program's own documentation says belongs here. Not here: those that the table of software has, and those
//! that take another port where theirs is taken. Rows of one name that ask for a word stand before those that do not.

use crate::facts::servers::{Server, server};

#[rustfmt::skip]
pub(in crate::facts) static SERVERS: &[Server] = &[
    // https://flower.readthedocs.io/en/latest/config.html
    server("celery", "flower").binds(5555).port_flags(&["--port"]).host_flags(&["--address"]),
    // https://caddyserver.com/docs/command-line
    server("caddy", "").port_flags(&["--listen", "-listen", "--from", "-from"]),
    // https://github.com/GoogleCloudPlatform/cloud-sql-proxy/blob/v1.37.3/README.md
    server("cloud_sql_proxy", "").local().port_flags(&["-instances", "--instances"]),
    // https://github.com/django/daphne
    server("daphne", "").unless(&["-u", "--unix-socket", "--fd"]).binds(8000).local().port_flags(&["-p", "--port"]).host_flags(&["-b", "--bind"]),
    // https://docs.djangoproject.com/en/stable/ref/django-admin/#runserver
    server("django-admin", "runserver").binds(8000).local().operand(),
    // https://flask.palletsprojects.com/en/stable/cli/
    server("flask", "run").usually(5000).local().port_flags(&["-p", "--port"]).host_flags(&["-h", "--host"])
        .port_env(&["FLASK_RUN_PORT"]).host_env(&["FLASK_RUN_HOST"]),
    // https://docs.gunicorn.org/en/stable/settings.html#bind
    server("gunicorn", "").usually(8000).local().port_flags(&["-b", "--bind"]).port_env(&["PORT"]),
    // BusyBox'. Apache's, by the same name, has no such option.
    // https://busybox.net/downloads/BusyBox.html
    server("httpd", "-p").port_flags(&["-p"]),
    // https://www.npmjs.com/package/http-server
    server("http-server", "").port_flags(&["-p", "--port"]).host_flags(&["-a"]),
    // https://hypercorn.readthedocs.io/en/latest/how_to_guides/configuring.html
    server("hypercorn", "").usually(8000).local().port_flags(&["-b", "--bind"]),
    // https://www.npmjs.com/package/json-server
    server("json-server", "").binds(3000).port_flags(&["-p", "--port"]).host_flags(&["-H", "--host"]),
    // https://kubernetes.io/docs/reference/kubectl/generated/kubectl_proxy/
    server("kubectl", "proxy").binds(8001).local().port_flags(&["-p", "--port"]).host_flags(&["--address"]),
    // https://docs.djangoproject.com/en/stable/ref/django-admin/#runserver
    server("manage.py", "runserver").binds(8000).local().operand(),
    // https://mlflow.org/docs/latest/cli.html#mlflow-server
    server("mlflow", "server").binds(5000).local().port_flags(&["-p", "--port"]).host_flags(&["-h", "--host"])
        .port_env(&["MLFLOW_PORT"]).host_env(&["MLFLOW_HOST"]),
    // https://mlflow.org/docs/latest/cli.html#mlflow-ui
    server("mlflow", "ui").binds(5000).local().port_flags(&["-p", "--port"]).host_flags(&["-h", "--host"])
        .port_env(&["MLFLOW_PORT"]).host_env(&["MLFLOW_HOST"]),
    // https://nmap.org/ncat/guide/ncat-usage.html
    server("ncat", "-l").port_flags(&["-l", "-p"]).operand(),
    // https://man.openbsd.org/nc.1
    server("nc", "-l").port_flags(&["-l", "-p"]).operand(),
    // https://nextjs.org/docs/app/api-reference/cli/next#next-start-options
    server("next", "start").binds(3000).port_flags(&["-p", "--port"]).host_flags(&["-H", "--hostname"])
        .port_env(&["PORT"]),
    // https://www.php.net/manual/en/features.commandline.webserver.php
    server("php", "-S").port_flags(&["-S"]),
    // https://www.php.net/manual/en/install.fpm.configuration.php
    server("php-fpm", "").usually(9000),
    // https://puma.io/puma/Puma/DSL.html
    server("puma", "").usually(9292).port_flags(&["-p", "--port", "-b", "--bind"]).port_env(&["PORT"]),
    // https://docs.python.org/2.7/library/simplehttpserver.html
    server("python", "SimpleHTTPServer").binds(8000).operand(),
    // https://docs.python.org/3/library/http.server.html#command-line-interface
    server("python", "http.server").binds(8000).host_flags(&["-b", "--bind"]).operand(),
    // https://github.com/rack/rackup
    server("rackup", "").usually(9292).port_flags(&["-p", "--port"]).host_flags(&["-o", "--host"]),
    // https://guides.rubyonrails.org/command_line.html#bin-rails-server
    server("rails", "server").usually(3000).local().port_flags(&["-p", "--port"]).host_flags(&["-b", "--binding"])
        .port_env(&["PORT"]).host_env(&["BINDING"]),
    // https://guides.rubyonrails.org/command_line.html#bin-rails-server
    server("rails", "s").usually(3000).local().port_flags(&["-p", "--port"]).host_flags(&["-b", "--binding"])
        .port_env(&["PORT"]).host_env(&["BINDING"]),
    // https://ruby-doc.org/stdlib-2.7.1/libdoc/un/rdoc/Object.html
    server("ruby", "httpd").binds(8080).port_flags(&["-p", "--port"]).host_flags(&["--bind-address"]),
    // https://www.npmjs.com/package/serve
    server("serve", "").usually(3000).port_flags(&["-l", "--listen", "-p"]).port_env(&["PORT"]),
    // http://www.dest-unreach.org/socat/doc/socat.html
    server("socat", "").operand(),
    // https://docs.streamlit.io/develop/api-reference/configuration/config.toml
    server("streamlit", "run").usually(8501).port_flags(&["--server.port"]).host_flags(&["--server.address"])
        .port_env(&["STREAMLIT_SERVER_PORT"]),
    // https://github.com/macournoyer/thin
    server("thin", "start").usually(3000).port_flags(&["-p", "--port"]).host_flags(&["-a", "--address"]),
    // https://yhbt.net/unicorn/unicorn_1.html
    server("unicorn", "").usually(8080).port_flags(&["-p", "--port", "-l", "--listen"]).host_flags(&["-o", "--host"]),
    // https://www.uvicorn.org/settings/
    server("uvicorn", "").unless(&["--uds", "--fd"]).binds(8000).local().port_flags(&["--port"]).host_flags(&["--host"])
        .port_env(&["UVICORN_PORT"]).host_env(&["UVICORN_HOST"]),
    // https://uwsgi-docs.readthedocs.io/en/latest/HTTP.html
    server("uwsgi", "").port_flags(&["--http", "--http-socket", "--socket", "-s"]),
    // https://docs.pylonsproject.org/projects/waitress/en/stable/runner.html
    server("waitress-serve", "").unless(&["--unix-socket"]).binds(8080).port_flags(&["--port", "--listen"]).host_flags(&["--host"]),
];
