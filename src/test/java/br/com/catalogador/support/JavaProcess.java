package br.com.catalogador.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A separate JVM process that runs the product's jar. */
public final class JavaProcess implements AutoCloseable {
  private static final int SECONDS_TO_START_AND_STOP = 90;
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern INSTANCES =
      Pattern.compile("^ *\\d+: +(\\d+) +\\d+ +(\\S+)", Pattern.MULTILINE);
  private static final Pattern TOTAL = Pattern.compile("Total +\\d+ +(\\d+)");

  private final Process process;
  private final Path log;

  private JavaProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it and waits until its log shows the address that it listens on.
   *
   * @param options JVM options, e.g. {@code -Xmx512m}
   * @param arguments the jar and its arguments
   */
  public static JavaProcess start(
      Path log, List<String> options, List<String> arguments, Map<String, String> environment)
      throws IOException, InterruptedException {
    List<String> program = new ArrayList<>(arguments);
    // An archive of classes knows its jar by this path.
    program.set(0, Path.of(arguments.get(0)).toAbsolutePath().toString());
    program.add(0, "-jar");
    return startProgram(log, options, program, environment);
  }

  /** As {@link #start}, for a class of this process's class path instead of a jar. */
  public static JavaProcess startClass(
      Path log, List<String> options, Class<?> main, Map<String, String> environment)
      throws IOException, InterruptedException {
    String classPath = System.getProperty("java.class.path");
    return startProgram(log, options, List.of("-cp", classPath, main.getName()), environment);
  }

  private static JavaProcess startProgram(
      Path log, List<String> options, List<String> program, Map<String, String> environment)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(tool("java"));
    command.addAll(options);
    command.addAll(program);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    // Not into the working folder, which all processes share.
    builder.environment().put("CATALOGADOR_HISTORY_PATH", "");
    builder.environment().putAll(environment);
    JavaProcess started = new JavaProcess(builder.start(), log);
    Runtime.getRuntime().addShutdownHook(new Thread(started.process::destroyForcibly));
    started.awaitStart();
    return started;
  }

  private static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  private void awaitStart() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START_AND_STOP);
    while (!Files.readString(log).contains("http://")) {
      if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
        close();
        throw new IOException("the process did not start:\n" + Files.readString(log));
      }
    }
  }

  public long pid() {
    return process.pid();
  }

  public Path log() {
    return log;
  }

  /** Resident memory in MB. */
  public double residentMegabytes() throws IOException {
    Matcher matcher =
        RESIDENT.matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
    return matcher.find() ? Double.parseDouble(matcher.group(1)) / 1024 : Double.NaN;
  }

  /** Seconds of processor time used so far. */
  public double cpuSeconds() throws IOException {
    return Machine.cpuSeconds(process.pid());
  }

  /** The number of live objects by class name, after a garbage collection. */
  public Map<String, Long> instances() throws IOException {
    Matcher line = INSTANCES.matcher(jcmd("GC.class_histogram"));
    Map<String, Long> counts = new HashMap<>();
    while (line.find()) {
      counts.put(line.group(2), Long.parseLong(line.group(1)));
    }
    return counts;
  }

  /** Bytes of live objects in the heap, after a garbage collection. */
  public long liveBytes() throws IOException {
    Matcher total = TOTAL.matcher(jcmd("GC.class_histogram"));
    return total.find() ? Long.parseLong(total.group(1)) : -1;
  }

  /** Runs {@code jcmd} for this process and returns its output. */
  public String jcmd(String... command) throws IOException {
    List<String> line = new ArrayList<>(List.of(tool("jcmd"), Long.toString(process.pid())));
    line.addAll(List.of(command));
    Process jcmd = new ProcessBuilder(line).redirectErrorStream(true).start();
    return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Sends a signal.
   *
   * @param name as for {@code kill}, e.g. {@code STOP}
   */
  public void signal(String name) throws IOException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().onExit().join();
  }

  /** Lets it live for some time, unless it ends by itself. */
  public void awaitEnd(long millis) throws InterruptedException {
    process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  /** Kills it (SIGKILL). */
  public void kill() {
    process.toHandle().destroyForcibly();
    process.onExit().join();
  }

  @Override
  public void close() {
    process.destroy();
    process
        .onExit()
        .orTimeout(SECONDS_TO_START_AND_STOP, TimeUnit.SECONDS)
        .exceptionally(ignored -> process.destroyForcibly())
        .join();
  }
}
