package br.com.catalogador.strategy;

import br.com.catalogador.candle.Candle;
import br.com.catalogador.candle.Timeframe;
import br.com.catalogador.strategy.Pattern.Sequence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Random markets with dojis, single missing candles and closed hours, like real ones. */
final class Markets {
  static final long START = 1_790_640_000L;

  private Markets() {}

  static List<Candle> random(Random random, Timeframe timeframe, int count) {
    double dojis = random.nextDouble() * 0.2;
    double gaps = random.nextBoolean() ? 0 : random.nextDouble() * 0.1;
    List<Candle> candles = new ArrayList<>();
    long from = START + random.nextInt(50) * (long) timeframe.seconds();
    while (candles.size() < count) {
      candles.add(candle(random, from, dojis));
      from += timeframe.seconds();
      if (random.nextDouble() < gaps) {
        int missing = random.nextInt(10) > 0 ? 1 + random.nextInt(3) : random.nextInt(2000);
        from += (long) missing * timeframe.seconds();
      }
    }
    return candles;
  }

  static Candle candle(Random random, long from, double dojis) {
    int open = random.nextInt(-50, 50);
    int close = random.nextDouble() < dojis ? open : open + random.nextInt(-9, 10);
    return new Candle(from, open / 100.0, 1, -1, close / 100.0);
  }

  /** Any pattern that the rules allow. */
  static Pattern pattern(Random random) {
    Rule rule = Rule.values()[random.nextInt(Rule.values().length)];
    int first = random.nextInt(-20, 20);
    Set<Integer> analyzed = new LinkedHashSet<>();
    for (int i = rule.takesOneCandle() ? 1 : 1 + random.nextInt(10); i > 0; i--) {
      analyzed.add(first + random.nextInt(25));
    }
    List<Integer> attempts = new ArrayList<>();
    int attempt = Collections.max(analyzed);
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      attempt += 1 + random.nextInt(6);
      attempts.add(attempt);
    }
    return new Pattern(
        1 + random.nextInt(60),
        List.copyOf(new ArrayList<>(analyzed)),
        rule,
        rule == Rule.PAINTED ? sequences(random, analyzed.size()) : List.of(),
        attempts);
  }

  private static List<Sequence> sequences(Random random, int length) {
    List<Sequence> sequences = new ArrayList<>();
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      StringBuilder colors = new StringBuilder();
      for (int k = 0; k < length; k++) {
        colors.append("GR**".charAt(random.nextInt(4)));
      }
      sequences.add(new Sequence(colors.toString(), Signal.values()[random.nextInt(2)]));
    }
    return sequences;
  }
}
