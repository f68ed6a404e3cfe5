package br.com.catalogador.attack;

import br.com.catalogador.support.Verdict;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

/** What strangers, one bad user or a bad broker can do to a server. */
public enum Attack {
  /** Strangers ping without end and read none of the pongs. */
  PING_FLOOD("ping-flood") {
    @Override
    void begin(Means means) {
      byte[] frame = new byte[6 + 125];
      frame[0] = (byte) 0x89;
      frame[1] = (byte) (0x80 | 125);
      byte[] block = new byte[500 * frame.length];
      for (int i = 0; i < 500; i++) {
        System.arraycopy(frame, 0, block, i * frame.length, frame.length);
      }
      means.workers(
          4,
          () -> {
            OutputStream out = means.target().webSocket().getOutputStream();
            means.tally().add("sockets");
            while (!means.isOver()) {
              out.write(block);
              means.tally().add("pings", 500);
            }
          });
    }
  },

  /** One user asks for many big answers at once and reads none of them. */
  BURST("burst") {
    @Override
    void begin(Means means) throws Exception {
      String token = means.victim().token("user900");
      String path = "/api/v1/catalog?asset=EURUSD-OTC&quadrants=2000";
      means.workers(1, () -> burst(means, token, path));
    }
  },

  /** Strangers begin a message of 65 kB each and never end it. */
  HALF_MESSAGES("half-messages") {
    @Override
    void begin(Means means) {
      byte[] half = new byte[10 + 4 + 65_000];
      half[0] = 1;
      half[1] = (byte) 0xfe;
      half[2] = (byte) 0xff;
      Arrays.fill(half, 8, half.length, (byte) '{');
      AtomicInteger open = new AtomicInteger();
      means.workers(
          16,
          () -> {
            if (open.incrementAndGet() > 3_000) {
              means.pause(2_000);
              means.target().drop();
              open.set(0);
            }
            means.target().webSocket().getOutputStream().write(half);
            means.tally().add("half messages");
          });
    }
  },

  /** One user keeps a series busy with its history; another one wants its newest candles. */
  STARVE("starve") {
    @Override
    void begin(Means means) throws Exception {
      String attacker = means.victim().token("user901");
      String other = means.victim().token("user902");
      means.victim().broker().fault(new JsonObject().put("latency", 50));
      AtomicInteger turn = new AtomicInteger();
      long now = System.currentTimeMillis() / 1000;
      means.workers(
          40,
          () -> {
            long to = now - 172_800 - turn.getAndIncrement() * 601_200L % (3_600 * 24 * 290);
            String path = "/api/v1/candles?asset=EURUSD-OTC&count=10000&to=" + to;
            means.tally().add("attacker " + means.victim().get(path, attacker).statusCode());
          });
      means.workers(
          1,
          () -> {
            int quadrants = 30 + turn.get() % 40 * 40;
            String path = "/api/v1/catalog?asset=EURUSD-OTC&quadrants=" + quadrants;
            long begin = System.nanoTime();
            int status = means.victim().get(path, other).statusCode();
            means.longest((System.nanoTime() - begin) / 1e9);
            means.tally().add("other user " + status);
            means.pause(500);
          });
    }

    @Override
    void judge(Means means, Verdict verdict) {
      verdict.atMost("the other user waited, s", means.longest(), 5);
    }
  },

  /** Passwords are guessed past the limits: in parallel, by other names, from one IPv6 network. */
  LOGIN_LIMITS("login-limits") {
    @Override
    void begin(Means means) throws Exception {
      long before = means.victim().broker().requests("login");
      guess(means, "one account", 400, i -> "user903@catalogador.local", i -> "203.0.113.9");
      long one = means.victim().broker().requests("login");
      guess(
          means,
          "one account, other spaces",
          40,
          i -> "\u2003".repeat(i % 20 + 1) + "user903@catalogador.local" + "\u3000".repeat(i / 20),
          i -> "203.0.113.9");
      long spaces = means.victim().broker().requests("login");
      guess(
          means, "one /64", 300, i -> "user" + i + "@x.local", i -> "2001:db8::" + (i + 1) + ":1");
      long network = means.victim().broker().requests("login");
      means.tally().add("asked of the broker: one account", one - before);
      means.tally().add("asked of the broker: other spaces", spaces - one);
      means.tally().add("asked of the broker: one /64", network - spaces);
      for (String path : List.of("/api/v1/login/", "/api/v1/login//", "/api/v1/login/2fa/")) {
        means.tally().add(path + " " + status(means, "POST", path, "Content-Length: 0\r\n"));
      }
    }

    @Override
    void judge(Means means, Verdict verdict) {
      verdict.atMost(
          "guesses of one account, spaces or not",
          guesses(means, "one account") + guesses(means, "other spaces"),
          10);
      verdict.atMost("guesses from one /64", guesses(means, "one /64"), 100);
    }
  },

  /** The broker answers a login without end. */
  ENDLESS_ANSWER("endless-answer") {
    @Override
    void begin(Means means) {
      means.workers(
          2,
          () -> {
            int status = means.victim().login(EndlessLogin.NAME, "x").statusCode();
            means.tally().add("login " + status);
            means.pause(500);
          });
    }
  },

  /** Requests that are odd, but no reason to fail. */
  ODD_PATHS("odd-paths") {
    @Override
    void begin(Means means) throws Exception {
      String file = "/static/i18n/pt-BR.json";
      for (String range : List.of("bytes=999999999-", "bytes=5-2", "bytes=-0", "lines=1-2")) {
        means.tally().add(status(means, "GET", file, "Range: " + range + "\r\n"));
      }
      for (String path : List.of("/%00", "/..%2f..", "//api/v1/x", "/x?" + "a".repeat(3_900))) {
        means.tally().add(status(means, "GET", path, ""));
      }
      for (String method : List.of("TRACE", "PROPFIND", "CONNECT")) {
        means.tally().add(status(means, method, "/", ""));
      }
    }

    @Override
    void judge(Means means, Verdict verdict) {
      verdict.exactly("answers of 500", means.tally().count("500") + means.tally().count("502"), 0);
    }
  };

  private static final int MOST_AT_ONCE = 1_500;
  private static final int AT_ONCE_PER_SECOND = 50;
  private static final int HELD_MILLIS = 10_000;

  private final String id;

  Attack(String id) {
    this.id = id;
  }

  public String id() {
    return id;
  }

  /** Begins; its workers go on until the means say that it is over. */
  abstract void begin(Means means) throws Exception;

  /** What has to be so besides what has to be so after every attack. */
  void judge(Means means, Verdict verdict) {}

  /** Attacks for some seconds. */
  public Means run(Victim victim, int port, boolean tls, int seconds) throws Exception {
    return run(victim, port, tls, seconds, any -> true);
  }

  /** As the other, but longer if need be, until enough has been counted. */
  Means run(Victim victim, int port, boolean tls, int seconds, Predicate<Tally> enough)
      throws Exception {
    try (Means means = new Means(victim, new Target(port, tls), seconds, enough)) {
      begin(means);
      means.await();
      return means;
    }
  }

  /** Judges what came of it. */
  public void judged(Means means, Verdict verdict) {
    verdict.report("attacker saw", means.tally());
    judge(means, verdict);
  }

  private static double guesses(Means means, String how) {
    return means.tally().count("asked of the broker: " + how);
  }

  private interface Naming {
    String of(int turn);
  }

  private static void guess(Means means, String how, int times, Naming name, Naming address) {
    ExecutorService crowd = Executors.newFixedThreadPool(100);
    for (int i = 0; i < times; i++) {
      int turn = i;
      crowd.execute(
          () -> {
            try {
              HttpResponse<String> answer =
                  means
                      .victim()
                      .login(name.of(turn), "wrong" + turn, "X-Forwarded-For", address.of(turn));
              means.tally().add(how + " " + answer.statusCode());
            } catch (IOException | InterruptedException late) {
              means.tally().add(how + " no answer");
            }
          });
    }
    crowd.shutdown();
    try {
      if (!crowd.awaitTermination(60, TimeUnit.SECONDS)) {
        means.tally().add(how + " unfinished");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static String status(Means means, String method, String path, String headers) {
    try (Socket socket = means.target().connect()) {
      Target.send(
          socket,
          method
              + " "
              + path
              + " HTTP/1.1\r\nHost: "
              + means.target().host()
              + "\r\n"
              + headers
              + "\r\n");
      return Target.status(socket);
    } catch (IOException cut) {
      return "cut";
    }
  }

  private static int atOnce(Means means) {
    return Math.min(MOST_AT_ONCE, AT_ONCE_PER_SECOND * means.seconds());
  }

  private static long heldMillis(Means means) {
    return Math.max(1, Math.min(HELD_MILLIS, means.millisLeft() / 2));
  }

  private static void burst(Means means, String token, String path) throws IOException {
    if (means.target().tls()) {
      burstOverHttp2(means, token, path);
      return;
    }
    List<Socket> all = new ArrayList<>();
    for (int i = 0; i < atOnce(means) && !means.isOver(); i++) {
      Socket socket = means.target().connect();
      all.add(socket);
      Target.send(
          socket,
          "GET "
              + path
              + " HTTP/1.1\r\nHost: "
              + means.target().host()
              + "\r\nAuthorization: Bearer "
              + token
              + "\r\n\r\n");
    }
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(heldMillis(means));
    for (Socket socket : all) {
      try {
        long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        socket.setSoTimeout((int) Math.max(1, left));
        means.tally().add(Target.status(socket));
      } catch (IOException unanswered) {
        means.tally().add("unanswered");
      }
    }
    means.target().drop();
  }

  private static void burstOverHttp2(Means means, String token, String path) {
    List<Future<Void>> all = new ArrayList<>();
    for (int i = 0; i < Target.ADDRESSES; i++) {
      HttpClient client = means.target().http2();
      for (int j = 0; j < atOnce(means) / Target.ADDRESSES; j++) {
        RequestOptions request =
            new RequestOptions().setURI(path).putHeader("Authorization", "Bearer " + token);
        all.add(client.request(request).compose(HttpClientRequest::send).compose(told(means)));
      }
    }
    try {
      Future.join(all).otherwiseEmpty().await(heldMillis(means), TimeUnit.MILLISECONDS);
    } catch (TimeoutException held) {
      // the rest has not been answered
    }
    means
        .tally()
        .add("unanswered", all.stream().filter(answered -> !answered.isComplete()).count());
    means.tally().add("cut", all.stream().filter(Future::failed).count());
    means.target().drop();
  }

  /** An answer with what was asked for is not read; of the others there is hardly anything. */
  private static Function<HttpClientResponse, Future<Void>> told(Means means) {
    return answer -> {
      means.tally().add("" + answer.statusCode());
      if (answer.statusCode() == 200) {
        answer.exceptionHandler(dropped -> {}).pause();
      }
      return Future.succeededFuture();
    };
  }
}
