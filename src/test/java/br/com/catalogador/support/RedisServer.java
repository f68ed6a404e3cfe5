package br.com.catalogador.support;

import com.github.dockerjava.api.DockerClient;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;
import redis.embedded.core.ExecutableProvider;

/**
 * A real Redis server on this machine: in a container if Docker is available, otherwise as a
 * process. Stores nothing on disk, so it is empty after a restart, on the same port. Its methods
 * block.
 */
public final class RedisServer implements AutoCloseable {
  private static final String IMAGE = "redis:7.4-alpine";
  private static final int SECONDS = 10;
  private static final boolean DOCKER = DockerClientFactory.instance().isDockerAvailable();

  private final int port = Ports.free();
  private final String password;
  private Running running;

  /** How the server runs. */
  private interface Running {
    void pause() throws IOException, InterruptedException;

    void resume() throws IOException, InterruptedException;

    void stop() throws InterruptedException;
  }

  private RedisServer(String password) {
    this.password = password;
  }

  /** Starts a server without a password. */
  public static RedisServer start() {
    return startWithPassword("");
  }

  public static RedisServer startWithPassword(String password) {
    RedisServer server = stopped(password);
    server.restart();
    return server;
  }

  /** A server that is not running yet, on a port of its own. */
  public static RedisServer stopped(String password) {
    return new RedisServer(password);
  }

  /** The URL with its password. */
  public String url() {
    return url(password);
  }

  /** The URL with another password. */
  public String url(String otherPassword) {
    return "redis://" + (otherPassword.isEmpty() ? "" : ":" + otherPassword + "@") + place();
  }

  private String place() {
    return "127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  /** Stops it if it runs, and starts it empty. */
  public void restart() {
    stop();
    List<String> arguments = new ArrayList<>(List.of("--save", "", "--appendonly", "no"));
    if (!password.isEmpty()) {
      arguments.addAll(List.of("--requirepass", password));
    }
    running = DOCKER ? Container.start(port, arguments) : Child.start(port, arguments);
  }

  /** Kills it, as a crash does; does nothing when it does not run. */
  public void stop() {
    if (running != null) {
      run(running::stop);
      running = null;
    }
  }

  /** Suspends it: connections stay open and are accepted, but nothing is answered. */
  public void pause() {
    run(running::pause);
  }

  public void resume() {
    run(running::resume);
  }

  /** Sets the memory limit; with 1 byte it refuses all writes, 0 is no limit. */
  public void maxMemory(long bytes) {
    command("CONFIG SET maxmemory " + bytes);
  }

  /**
   * Runs commands whose arguments contain no blanks.
   *
   * @return the reply to the last one: the line, the number, the bulk string, or null; the elements
   *     of an array, separated by blanks
   */
  public String command(String... commands) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(SECONDS * 1000);
      BufferedReader answers =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      List<String> all = new ArrayList<>(List.of(commands));
      if (!password.isEmpty()) {
        all.add(0, "AUTH " + password);
      }
      String answer = null;
      for (String command : all) {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
        answer = read(answers);
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(BufferedReader answers) throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("the server closed the connection");
    }
    String rest = line.substring(1);
    switch (line.charAt(0)) {
      case '-':
        throw new IOException(rest);
      case '$':
        return rest.equals("-1") ? null : bulk(answers, Integer.parseInt(rest));
      case '*':
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(rest); i++) {
          texts.add(read(answers));
        }
        return String.join(" ", texts);
      default:
        return rest;
    }
  }

  private static String bulk(BufferedReader answers, int length) throws IOException {
    char[] text = new char[length];
    for (int got = 0; got < length; ) {
      got += answers.read(text, got, length - got);
    }
    answers.readLine();
    return new String(text);
  }

  @Override
  public void close() {
    stop();
  }

  private interface Action {
    void run() throws IOException, InterruptedException;
  }

  private static void run(Action action) {
    try {
      action.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private record Child(Process process) implements Running {
    static Child start(int port, List<String> arguments) {
      try {
        File binary = ExecutableProvider.newJarResourceProvider().get();
        List<String> command = new ArrayList<>(List.of(binary.getPath(), "--bind", "127.0.0.1"));
        command.addAll(List.of("--port", Integer.toString(port)));
        command.addAll(arguments);
        // Its own folder: a dump file that a backup writes would be loaded by other servers.
        Process process =
            new ProcessBuilder(command)
                .directory(binary.getParentFile())
                .redirectErrorStream(true)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        BufferedReader output = process.inputReader();
        List<String> said = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
          said.add(line);
          if (line.contains("Ready to accept connections")) {
            drain(output);
            return new Child(process);
          }
        }
        throw new IOException("redis-server did not start: " + said);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void drain(BufferedReader output) {
      Thread drain = new Thread(() -> output.lines().forEach(ignored -> {}), "redis-output");
      drain.setDaemon(true);
      drain.start();
    }

    @Override
    public void pause() throws IOException, InterruptedException {
      signal("STOP");
    }

    @Override
    public void resume() throws IOException, InterruptedException {
      signal("CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
      new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    }

    @Override
    public void stop() throws InterruptedException {
      process.destroyForcibly().waitFor(SECONDS, TimeUnit.SECONDS);
    }
  }

  private record Container(GenericContainer<?> container) implements Running {
    static Container start(int port, List<String> arguments) {
      List<String> command = new ArrayList<>(List.of("redis-server"));
      command.addAll(arguments);
      GenericContainer<?> container =
          new GenericContainer<>(DockerImageName.parse(IMAGE))
              .withExposedPorts(6379)
              .withCommand(command.toArray(String[]::new));
      container.setPortBindings(List.of("127.0.0.1:" + port + ":6379"));
      container.start();
      return new Container(container);
    }

    private DockerClient docker() {
      return container.getDockerClient();
    }

    @Override
    public void pause() {
      docker().pauseContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void resume() {
      docker().unpauseContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void stop() {
      container.stop();
    }
  }
}
