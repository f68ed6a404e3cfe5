package br.com.catalogador.app;

import br.com.catalogador.support.Ports;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

/**
 * A folder that the operator's scripts take for a Debian machine ({@code DESTDIR}), with a shell on
 * it. The service and Redis run as processes, started by a {@code systemctl} of its own; everything
 * else that the shell calls is the true program of this machine.
 */
final class ScratchMachine implements AutoCloseable {
  /** What runs the product there. */
  static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private static final Path PROGRAMS = Path.of("src/test/resources/machine").toAbsolutePath();
  private static final Pattern ABSOLUTE = Pattern.compile("(?<![\\w.$/])/(etc|opt|var)/");
  private static final String END = "--- end of block";
  private static final String NGINX =
      """
      user www-data;
      worker_processes auto;
      pid /run/nginx.pid;
      events {
      \tworker_connections 768;
      }
      http {
      \tinclude /etc/nginx/conf.d/*.conf;
      }
      """;

  private final Path root;
  private final ServicePorts ports;
  private final Map<String, String> environment = new TreeMap<>();
  private final Process shell;
  private final BufferedWriter in;
  private final BufferedReader out;
  private int blocks;

  /**
   * Creates the machine, with nginx and Redis installed and nothing else.
   *
   * @param folder a new folder for its files
   * @param ports of the service, of its management, and of Redis
   */
  ScratchMachine(Path folder, ServicePorts ports) throws IOException {
    this.ports = ports;
    root = Files.createDirectories(folder.resolve("root"));
    write("etc/nginx/nginx.conf", NGINX);
    write("etc/redis/redis.conf", "port " + ports.redis() + "\ndir /var/lib/redis\n");
    environment.put("DESTDIR", root.toString());
    environment.put("SYSTEMCTL", PROGRAMS.resolve("systemctl").toString());
    environment.putAll(programs());
    environment.put("CATALOGADOR_BROKER_MODE", "simulated");
    environment.put(
        "CATALOGADOR_HISTORY_PATH", root.resolve("var/lib/catalogador/history").toString());
    environment.put("CATALOGADOR_HTTP_PORT", String.valueOf(ports.service()));
    environment.put("CATALOGADOR_HTTP_MANAGEMENT_PORT", String.valueOf(ports.management()));
    Path home = Files.createDirectories(folder.resolve("home"));
    ProcessBuilder builder = new ProcessBuilder("bash", "-e").redirectErrorStream(true);
    builder.directory(home.toFile()).environment().putAll(environment);
    shell = builder.start();
    in = shell.outputWriter(StandardCharsets.UTF_8);
    out = shell.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Environment in which scripts find the programs of a machine, and Java as the tests run on it.
   * With the system property {@code catalogador.jar}, all jars of the machine run that one.
   */
  static Map<String, String> programs() throws IOException {
    Map<String, String> environment = new TreeMap<>();
    environment.put("PATH", PROGRAMS + File.pathSeparator + System.getenv("PATH"));
    environment.put("JAVA_OF_TESTS", JAVA);
    if (!RunningServer.isInThisProcess()) {
      Path packaged = RunningServer.jar();
      environment.put("PACKAGED_JAR", packaged.toString());
      environment.put("CLASS_ARCHIVE", ClassArchive.option(packaged));
    }
    return environment;
  }

  /** Free ports of this machine for a service, its management, and Redis. */
  record ServicePorts(int service, int management, int redis) {
    static ServicePorts free() {
      return new ServicePorts(Ports.free(), Ports.free(), Ports.free());
    }
  }

  Path root() {
    return root;
  }

  Path write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  String read(String path) throws IOException {
    return Files.readString(root.resolve(path));
  }

  /**
   * Runs commands in the shell, where folder and variables stay as the commands before left them.
   * Absolute paths and the usual ports become those of the machine; what the commands say has the
   * paths as the commands have them.
   *
   * @return what the commands said, of both streams
   * @throws AssertionError if a command fails
   */
  String run(String commands) throws IOException {
    Path script = root.resolveSibling("block-" + ++blocks);
    Files.writeString(
        script,
        ABSOLUTE
            .matcher(commands)
            .replaceAll(root + "/$1/")
            .replace("127.0.0.1:5000", "127.0.0.1:" + ports.service())
            .replace("127.0.0.1:9090", "127.0.0.1:" + ports.management()));
    in.write(". %s </dev/null\nprintf '\\n%%s\\n' '%s'\n".formatted(script, END));
    in.flush();
    StringBuilder said = new StringBuilder();
    for (String line = out.readLine(); ; line = out.readLine()) {
      if (line == null) {
        throw new AssertionError("A command failed:\n" + commands + "\n" + said + log());
      }
      if (line.equals(END)) {
        return said.toString();
      }
      said.append(line.replace(root.toString(), "")).append('\n');
    }
  }

  private String log() throws IOException {
    Path log = root.resolve("run/catalogador.log");
    return Files.exists(log) ? "\nthe service's log:\n" + Files.readString(log) : "";
  }

  /** Writes a jar that runs the classes under test; the name of an entry makes it distinct. */
  static Path jar(Path file, String entry) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
    attributes.put(
        Attributes.Name.CLASS_PATH,
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(element -> Path.of(element).toUri().toString())
            .collect(Collectors.joining(" ")));
    Files.createDirectories(file.getParent());
    try (OutputStream stream = Files.newOutputStream(file);
        JarOutputStream entries = new JarOutputStream(stream, manifest)) {
      entries.putNextEntry(new ZipEntry(entry));
      entries.closeEntry();
    }
    return file;
  }

  /** Stops the service, Redis and the shell. */
  @Override
  public void close() throws IOException {
    shell.destroy();
    ProcessBuilder stop =
        new ProcessBuilder(environment.get("SYSTEMCTL"), "stop", "catalogador", "redis-server");
    stop.environment().putAll(environment);
    try {
      if (!stop.inheritIO().start().waitFor(30, TimeUnit.SECONDS)) {
        throw new IOException("The processes of the machine did not stop.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
