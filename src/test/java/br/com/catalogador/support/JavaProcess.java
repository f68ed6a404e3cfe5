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

/** A JVM of its own on this machine: the product's jar, with something to do. */
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
   * Starts it and waits until it has said that it listens.
   *
   * @param options of the JVM, e.g. {@code -Xmx512m}
   * @param arguments the jar and what it is to do
   */
  public static JavaProcess start(
      Path log, List<String> options, List<String> arguments, Map<String, String> environment)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(tool("java"));
    command.addAll(options);
    command.add("-jar");
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
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
        throw new IOException("it did not start:\n" + Files.readString(log));
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

  /** How many objects of each class there are, by its name, once all garbage is gone. */
  public Map<String, Long> instances() throws IOException {
    Matcher line = INSTANCES.matcher(jcmd("GC.class_histogram"));
    Map<String, Long> counts = new HashMap<>();
    while (line.find()) {
      counts.put(line.group(2), Long.parseLong(line.group(1)));
    }
    return counts;
  }

  /** Bytes of the heap that are in use once all garbage is gone. */
  public long liveBytes() throws IOException {
    Matcher total = TOTAL.matcher(jcmd("GC.class_histogram"));
    return total.find() ? Long.parseLong(total.group(1)) : -1;
  }

  /** Has the JVM do something; gives what it says. */
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
   * @param name as {@code kill} takes it, e.g. {@code STOP}
   */
  public void signal(String name) throws IOException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().onExit().join();
  }

  /** Ends it without a chance to leave anything in order. */
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
        .exceptionally(late -> process.destroyForcibly())
        .join();
  }
}
