package br.com.catalogador.app;

import br.com.catalogador.support.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The nginx of this machine with the shipped {@code conf/nginx.conf}, except for ports and paths,
 * and with as many connections as {@code docs/implantacao.md} requires.
 */
public final class Nginx implements AutoCloseable {
  private static final Path SHIPPED = Path.of("conf", "nginx.conf");
  private static final int SECONDS_TO_START_AND_STOP = 10;

  private static final String MAIN =
      """
      daemon off;
      user root;
      worker_processes 1;
      pid %1$s/pid;
      error_log %1$s/error.log;
      worker_rlimit_nofile 8192;
      events { worker_connections 4096; }
      http {
          default_type application/octet-stream;
          # clients of any network, which a loopback has not
          set_real_ip_from 127.0.0.0/8;
          real_ip_header X-Address-For-Tests;
          client_body_temp_path %1$s/body;
          proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/fastcgi;
          uwsgi_temp_path %1$s/uwsgi;
          scgi_temp_path %1$s/scgi;
          include %1$s/site.conf;
      }
      """;

  private final Process process;
  private final Path folder;
  private final int httpPort;
  private final int httpsPort;

  private Nginx(Process process, Path folder, int httpPort, int httpsPort) {
    this.process = process;
    this.folder = folder;
    this.httpPort = httpPort;
    this.httpsPort = httpsPort;
  }

  /** Whether this machine has an nginx; for JUnit conditions. */
  static boolean isThere() {
    return executable().isPresent();
  }

  private static Optional<Path> executable() {
    return Stream.of(System.getenv("NGINX_FOR_TESTS"), "/usr/sbin/nginx", "/usr/bin/nginx")
        .filter(name -> name != null && !name.isEmpty())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts it as the proxy of a server, and waits until it accepts connections.
   *
   * @param folder an empty folder for its files
   * @param server address of the server on this machine
   * @param certificate PEM file
   * @param key PEM file
   */
  public static Nginx start(Path folder, int server, String certificate, String key)
      throws IOException {
    return start(
        folder,
        Files.readString(SHIPPED),
        Map.of("server 127.0.0.1:5000 ", "server 127.0.0.1:" + server + " "),
        certificate,
        key);
  }

  /** Starts it as the proxy of two servers, with the corresponding block of the file. */
  static Nginx start(Path folder, int one, int other, String certificate, String key)
      throws IOException {
    String shipped =
        Files.readString(SHIPPED).replaceFirst("(?s)upstream catalogador \\{.*?\\}", "");
    int block = shipped.indexOf("# upstream");
    int end = shipped.indexOf("# }", block) + "# }".length();
    String uncommented = shipped.substring(block, end).replaceAll("(?m)^# ?", "");
    return start(
        folder,
        shipped.substring(0, block) + uncommented + shipped.substring(end),
        Map.of("10.0.0.1:5000", "127.0.0.1:" + one, "10.0.0.2:5000", "127.0.0.1:" + other),
        certificate,
        key);
  }

  private static Nginx start(
      Path folder, String shipped, Map<String, String> servers, String certificate, String key)
      throws IOException {
    int httpPort = Ports.free();
    int httpsPort = Ports.free();
    Map<String, String> changes = new LinkedHashMap<>(servers);
    changes.put("listen [::]:80;", "");
    changes.put("listen [::]:443 ssl http2;", "");
    changes.put("listen 80;", "listen 127.0.0.1:" + httpPort + ";");
    changes.put("listen 443 ssl http2;", "listen 127.0.0.1:" + httpsPort + " ssl http2;");
    changes.put(
        "/etc/letsencrypt/live/catalogador.exemplo.com.br/fullchain.pem;", certificate + ";");
    changes.put("/etc/letsencrypt/live/catalogador.exemplo.com.br/privkey.pem;", key + ";");
    changes.put("server_name catalogador.exemplo.com.br;", "server_name localhost;");
    changes.put("/var/log/nginx/catalogador.log", folder + "/access.log");
    changes.put("/var/cache/nginx-catalogador", folder + "/cache");
    changes.put("root /var/www/html;", "root " + folder + "/html;");
    Files.writeString(folder.resolve("site.conf"), changed(shipped, changes));
    Path main = Files.writeString(folder.resolve("nginx.conf"), MAIN.formatted(folder));
    Process process =
        new ProcessBuilder(
                executable().orElseThrow().toString(),
                "-e",
                folder + "/error.log",
                "-c",
                main.toString())
            .inheritIO()
            .start();
    Nginx nginx = new Nginx(process, folder, httpPort, httpsPort);
    nginx.waitUntilItListens();
    return nginx;
  }

  private static String changed(String shipped, Map<String, String> changes) {
    String site = shipped;
    for (Map.Entry<String, String> change : changes.entrySet()) {
      if (!site.contains(change.getKey())) {
        throw new IllegalStateException("conf/nginx.conf has no " + change.getKey());
      }
      site = site.replace(change.getKey(), change.getValue());
    }
    return site;
  }

  private void waitUntilItListens() throws IOException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START_AND_STOP);
    while (!listens()) {
      if (!process.isAlive() || System.nanoTime() > until) {
        close();
        throw new IOException(Files.readString(folder.resolve("error.log")));
      }
      Thread.onSpinWait();
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), httpsPort)) {
      return socket.isConnected();
    } catch (IOException ignored) {
      return false;
    }
  }

  int httpPort() {
    return httpPort;
  }

  public int httpsPort() {
    return httpsPort;
  }

  /** The folder of the files for Certbot. */
  Path html() {
    return folder.resolve("html");
  }

  /** The lines of the access log. */
  String accessLog() throws IOException {
    return Files.readString(folder.resolve("access.log"));
  }

  /** The lines of the error log. */
  String errorLog() throws IOException {
    return Files.readString(folder.resolve("error.log"));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.onExit().get(SECONDS_TO_START_AND_STOP, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      process.destroyForcibly();
      throw new IllegalStateException("nginx did not stop when told to", e);
    }
  }
}
