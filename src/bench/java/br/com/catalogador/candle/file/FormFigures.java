package br.com.catalogador.candle.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Prints what reading a file of each form takes on the command line, in a JVM of its own: seconds
 * of the clock and of the processor, and memory. Needs {@code /usr/bin/time}. Arguments: an empty
 * folder, in which one file at a time is written; rows (default a million); forms (default all).
 */
public final class FormFigures {
  private static final Path JAR = Path.of("target", "catalogador.jar");
  private static final int RUNS = 3;

  private FormFigures() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    int rows = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
    List<String> wanted =
        List.of(arguments).subList(Math.min(2, arguments.length), arguments.length);
    System.out.printf("%-24s %6s %8s %8s %8s%n", "form", "MB", "clock s", "CPU s", "peak MB");
    for (FormFile form : FormFile.ALL) {
      if (wanted.isEmpty() || wanted.contains(form.name())) {
        Path file = form.write(folder, rows);
        double[] best = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
        for (int run = 0; run < RUNS; run++) {
          double[] taken = read(file, rows);
          for (int i = 0; i < best.length; i++) {
            best[i] = Math.min(best[i], taken[i]);
          }
        }
        System.out.printf(
            Locale.ROOT,
            "%-24s %6.0f %8.2f %8.2f %8.0f%n",
            form.name(),
            Files.size(file) / 1e6,
            best[0],
            best[1],
            best[2]);
        Files.delete(file);
      }
    }
  }

  /** Seconds, seconds of processor, megabytes. */
  private static double[] read(Path file, int rows) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "/usr/bin/time",
                "-f",
                "%e %U %S %M",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-jar",
                JAR.toString(),
                "candles",
                file.toString(),
                "--to",
                "none")
            .redirectErrorStream(true)
            .start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    String digits = Integer.toString(rows);
    boolean read = said.replaceAll("[.,]", "").contains(digits + " velas");
    if (process.waitFor() != 0 || !read) {
      throw new IllegalStateException(file + ": " + said);
    }
    String[] times = said.substring(said.lastIndexOf('\n') + 1).split(" ");
    return new double[] {
      Double.parseDouble(times[0]),
      Double.parseDouble(times[1]) + Double.parseDouble(times[2]),
      Double.parseDouble(times[3]) / 1e3
    };
  }
}
