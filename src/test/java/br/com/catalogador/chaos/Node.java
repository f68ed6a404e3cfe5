package br.com.catalogador.chaos;

import br.com.catalogador.app.ClassArchive;
import br.com.catalogador.support.JavaProcess;
import br.com.catalogador.support.Ports;
import br.com.catalogador.support.Scrape;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One server of the cluster: the packaged jar in a process that can be killed and frozen. */
final class Node implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String name;
  private final Path jar;
  private final Map<String, String> environment;
  private final int port = Ports.free();
  private final int managementPort = Ports.free();
  private JavaProcess process;
  private boolean frozen;

  /**
   * @param environment settings besides the node's own ports
   */
  Node(String name, Path jar, Map<String, String> environment) {
    this.name = name;
    this.jar = jar;
    this.environment = new TreeMap<>(environment);
    this.environment.put("CATALOGADOR_HTTP_PORT", Integer.toString(port));
    this.environment.put("CATALOGADOR_HTTP_MANAGEMENT_PORT", Integer.toString(managementPort));
  }

  String name() {
    return name;
  }

  int port() {
    return port;
  }

  /** Starts it and waits until it listens. */
  void start() throws IOException, InterruptedException {
    process =
        JavaProcess.start(
            Files.createTempFile("catalogador-chaos-" + name, ".log"),
            List.of(
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                ClassArchive.option(jar)),
            List.of(jar.toString(), "serve"),
            environment);
  }

  void freeze() throws IOException {
    frozen = true;
    process.signal("STOP");
  }

  void thaw() throws IOException {
    process.signal("CONT");
    frozen = false;
  }

  void kill() {
    process.kill();
  }

  boolean answers() {
    return process.isAlive() && !frozen;
  }

  private HttpResponse<String> management(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + managementPort + path);
    return HTTP.send(
        HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), BodyHandlers.ofString());
  }

  /** How many sessions it has. */
  long sessions() throws IOException, InterruptedException {
    return (long) Scrape.of(management("/metrics").body()).sum("catalogador_sessions");
  }

  /** How many servers it knows, itself included. */
  int members() throws IOException, InterruptedException {
    JsonObject parts = new JsonObject(management("/health/ready").body()).getJsonObject("parts");
    return parts.getJsonObject("cluster").getInteger("members");
  }

  /** Lines of its log that contain a text. */
  long logged(String text) throws IOException {
    return Files.readString(process.log()).lines().filter(line -> line.contains(text)).count();
  }

  @Override
  public void close() throws IOException {
    if (process != null) {
      if (frozen) {
        thaw();
      }
      process.close();
    }
  }
}
