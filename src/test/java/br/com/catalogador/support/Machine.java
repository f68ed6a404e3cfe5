package br.com.catalogador.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Processor times of this machine, read from {@code /proc}. */
public final class Machine {
  private static final double TICKS_PER_SECOND = 100;
  private static final int IDLE = 4;
  private static final int WAITING = 5;
  private static final int LAST_OF_TIME = 8;

  private Machine() {}

  /** Seconds of processor time used by all threads of a process. */
  public static double cpuSeconds(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Double.parseDouble(fields[11]) + Double.parseDouble(fields[12])) / TICKS_PER_SECOND;
  }

  /** Busy seconds of each core since the machine has started. */
  public static List<Double> busySeconds() throws IOException {
    return Files.readAllLines(Path.of("/proc/stat")).stream()
        .filter(line -> line.matches("cpu\\d.*"))
        .map(line -> busy(line.split(" +")))
        .toList();
  }

  private static double busy(String[] fields) {
    double ticks = 0;
    for (int i = 1; i <= LAST_OF_TIME; i++) {
      ticks += i == IDLE || i == WAITING ? 0 : Double.parseDouble(fields[i]);
    }
    return ticks / TICKS_PER_SECOND;
  }
}
