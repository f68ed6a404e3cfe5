package br.com.catalogador.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where a recording says that the time went, and the memory: the methods on top of the stack, our
 * own ones nearest to it, and the rooms these live in.
 */
final class Profile {
  private static final int SHOWN = 15;
  private static final String OURS = "br.com.catalogador.";
  private static final String NOBODY = "(none of ours)";

  private final Map<String, Double> tops = new TreeMap<>();
  private final Map<String, Double> own = new TreeMap<>();
  private final Map<String, Double> rooms = new TreeMap<>();
  private final Map<String, Double> threads = new TreeMap<>();
  private final Map<String, Double> allocating = new TreeMap<>();

  static Profile of(Path recording) throws IOException {
    Profile profile = new Profile();
    try (RecordingFile events = new RecordingFile(recording)) {
      while (events.hasMoreEvents()) {
        profile.add(events.readEvent());
      }
    }
    return profile;
  }

  private void add(RecordedEvent event) {
    String type = event.getEventType().getName();
    if (event.getStackTrace() == null) {
      return;
    }
    List<RecordedFrame> frames = event.getStackTrace().getFrames();
    if (type.equals("jdk.ExecutionSample")) {
      count(tops, name(frames.get(0)), 1);
      String nearest = nearest(frames);
      count(own, nearest, 1);
      count(rooms, room(nearest), 1);
      count(threads, event.getThread("sampledThread").getJavaName(), 1);
    } else if (type.equals("jdk.ObjectAllocationSample")) {
      count(allocating, nearest(frames), event.getLong("weight"));
    }
  }

  private static void count(Map<String, Double> counts, String what, double more) {
    counts.merge(String.valueOf(what), more, Double::sum);
  }

  private static String name(RecordedFrame frame) {
    return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
  }

  private static String nearest(List<RecordedFrame> frames) {
    return frames.stream()
        .map(Profile::name)
        .filter(name -> name.startsWith(OURS))
        .findFirst()
        .map(name -> name.substring(OURS.length()))
        .orElse(NOBODY);
  }

  private static String room(String nearest) {
    return nearest.equals(NOBODY) ? NOBODY : nearest.substring(0, nearest.indexOf('.'));
  }

  String text() {
    return part("rooms", rooms)
        + part("threads", threads)
        + part("our methods nearest to the top of the stack", own)
        + part("methods on top of the stack", tops)
        + part("our methods nearest to what allocates", allocating);
  }

  private static String part(String title, Map<String, Double> counts) {
    double all = counts.values().stream().mapToDouble(Double::doubleValue).sum();
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
        .limit(SHOWN)
        .map(
            it ->
                String.format(
                    Locale.ROOT, "%6.1f %%  %s%n", 100 * it.getValue() / all, it.getKey()))
        .collect(Collectors.joining("", title + "\n", "\n"));
  }
}
