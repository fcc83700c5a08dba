"""WordPress as Debian packages it: nginx, PHP-FPM with its opcode cache, MariaDB, one post."""

import contextlib
import html
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

CODE = Path("/usr/share/wordpress")
#: What a site of this size is commonly given; processes wait more than they work.
PHP_PROCESSES = 8
CONFIG = """<?php
define('DB_NAME', 'wordpress');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:%(socket)s');
define('DB_CHARSET', 'utf8mb4');
define('WP_HOME', 'http://127.0.0.1:%(port)s');
define('WP_SITEURL', 'http://127.0.0.1:%(port)s');
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('DISABLE_WP_CRON', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
$table_prefix = 'wp_';
defined('ABSPATH') || define('ABSPATH', '%(code)s/');
require_once ABSPATH . 'wp-settings.php';
"""
INSTALL = """<?php
$_SERVER['HTTP_HOST'] = '127.0.0.1:%(port)s';
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
define('WP_INSTALLING', true);
require '%(code)s/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
function wp_mail() { return true; }
wp_install('Peer', 'editor', 'editor@example.org', true, '', 'only-for-a-benchmark');
update_option('permalink_structure', '');
update_option('template', 'peer');
update_option('stylesheet', 'peer');
wp_update_post(['ID' => 1, 'post_title' => 'Story',
  'post_content' => wp_slash(file_get_contents('%(folder)s/post.html'))]);
"""
#: Debian packages themes apart; this one does what any must, and nothing that costs more.
STYLE = "/* Theme Name: Peer */ body { max-width: 40em; margin: auto }"
THEME = """<!doctype html>
<html <?php language_attributes(); ?>><head><meta charset="<?php bloginfo('charset'); ?>">
<meta name="viewport" content="width=device-width"><?php wp_head(); ?></head>
<body <?php body_class(); ?>><?php wp_body_open(); ?>
<a href="<?php echo home_url('/'); ?>"><?php bloginfo('name'); ?></a>
<ul><?php wp_list_pages(['title_li' => '']); ?></ul>
<main><?php while (have_posts()) { the_post(); ?><article <?php post_class(); ?>>
<h1><?php the_title(); ?></h1><p><?php the_date(); ?> <?php the_author(); ?>
<?php the_category(); ?></p><?php the_content(); ?></article><?php } ?></main>
<?php wp_footer(); ?></body></html>
"""
NGINX = """
daemon off; pid %(folder)s/nginx.pid; error_log %(folder)s/nginx.log; worker_processes 1;
events { worker_connections 256; }
http {
  include /etc/nginx/mime.types; access_log off; gzip on; gzip_min_length 1000;
  client_body_temp_path %(folder)s/t1; proxy_temp_path %(folder)s/t2;
  fastcgi_temp_path %(folder)s/t3; uwsgi_temp_path %(folder)s/t4; scgi_temp_path %(folder)s/t5;
  server {
    listen 127.0.0.1:%(port)s; root %(code)s; index index.php;
    location / { try_files $uri $uri/ /index.php?$args; }
    location ~ \\.php$ {
      include /etc/nginx/fastcgi_params;
      fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
      fastcgi_pass unix:%(folder)s/php.sock; fastcgi_buffers 16 64k; fastcgi_buffer_size 64k;
    }
  }
}
"""
PHP = """
[global]
error_log = %(folder)s/php.log
daemonize = no
[www]
listen = %(folder)s/php.sock
listen.mode = 0666
user = nobody
group = nogroup
pm = static
pm.max_children = %(processes)s
php_admin_value[opcache.enable] = 1
"""


@contextlib.contextmanager
def wordpress(folder: Path, text: str) -> Iterator[str]:
    """Start everything, make one post of `text`, yield the site's address, stop everything."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    # Servers that give up root must reach the folder.
    folder.chmod(0o755)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    given = {
        "folder": folder, "port": port, "code": folder / "code", "processes": PHP_PROCESSES,
        "socket": folder / "db.sock",
    }  # fmt: skip
    shutil.copytree(CODE, folder / "code")
    # Debian's own looks for a site below /etc.
    (folder / "code" / "wp-config.php").unlink()
    theme = folder / "code" / "wp-content" / "themes" / "peer"
    theme.mkdir(parents=True)
    # An address with a port is led to itself for ever.
    (theme / "functions.php").write_text(
        "<?php remove_action('template_redirect', 'redirect_canonical');"
    )
    (theme / "style.css").write_text(STYLE)
    (theme / "index.php").write_text(THEME)
    paragraphs = (f"<p>{html.escape(line)}</p>" for line in text.splitlines())
    (folder / "post.html").write_text("\n\n".join(paragraphs))
    for name, template in (
        ("code/wp-config.php", CONFIG),
        ("install.php", INSTALL),
        ("nginx.conf", NGINX),
        ("php.conf", PHP),
    ):
        (folder / name).write_text(template % given)
    with contextlib.ExitStack() as servers:
        _start_database(folder, servers)
        subprocess.run(["php", folder / "install.php"], check=True)
        root = ["-R"] if os.geteuid() == 0 else []
        _start(servers, ["php-fpm8.2", "-F", "-y", folder / "php.conf", *root], folder)
        _start(servers, ["nginx", "-c", folder / "nginx.conf"], folder)
        address = f"http://127.0.0.1:{port}"
        _wait_for_page(f"{address}/?p=1")
        yield address


def _start_database(folder: Path, servers: contextlib.ExitStack) -> None:
    data = folder / "db"
    user = ["--user=root"] if os.geteuid() == 0 else []
    subprocess.run(
        ["mariadb-install-db", "--no-defaults", f"--datadir={data}", *user,
         "--auth-root-authentication-method=normal", "--skip-test-db"],
        check=True, capture_output=True,
    )  # fmt: skip
    place = folder / "db.sock"
    _start(
        servers,
        ["mariadbd", "--no-defaults", f"--datadir={data}", f"--socket={place}",
         "--skip-networking", *user],
        folder,
    )  # fmt: skip
    deadline = time.monotonic() + 60
    make = ["mariadb", "--no-defaults", f"--socket={place}", "-uroot", "-e",
            "CREATE DATABASE wordpress CHARACTER SET utf8mb4"]  # fmt: skip
    while subprocess.run(make, capture_output=True, check=False).returncode:
        if time.monotonic() > deadline:
            raise TimeoutError(place)
        time.sleep(0.3)


def _start(servers: contextlib.ExitStack, command: list[object], folder: Path) -> None:
    with (folder / "servers.log").open("ab") as log:
        process = subprocess.Popen([str(part) for part in command], stdout=log, stderr=log)
    servers.callback(process.wait, 30)
    servers.callback(process.terminate)


def _wait_for_page(url: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(url, timeout=20) as page:  # noqa: S310
                assert b"<h1>Story</h1>" in page.read()
                return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.3)
