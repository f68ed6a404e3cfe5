package br.com.catalogador.chaos;

import br.com.catalogador.support.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What can happen to servers of a cluster, each as one round with users. */
enum Fault {
  /** One of two stands still while its users are brought back on the other, and goes on. */
  FREEZE("freeze", 2, 80) {
    @Override
    void happen(Stage stage, Visitors visitors, int round)
        throws IOException, InterruptedException {
      Node victim = stage.nodes().get(round % 2);
      Node other = stage.nodes().get(1 - round % 2);
      stage.slowBroker(SLOW_BROKER_MILLIS);
      victim.freeze();
      visitors.visit(List.of(other));
      stage.pause(FROZEN_MILLIS);
      victim.thaw();
      visitors.visit(stage.nodes());
    }

    @Override
    List<Node> home(List<Node> nodes, int round) {
      return List.of(nodes.get(round % 2));
    }
  },

  /** Two of three die within two seconds and come back. */
  KILL("kill", 3, 90) {
    @Override
    void happen(Stage stage, Visitors visitors, int round)
        throws IOException, InterruptedException {
      Node survivor = stage.nodes().get(round % 3);
      List<Node> dying = stage.nodes().stream().filter(node -> node != survivor).toList();
      visitors.visit(List.of(survivor));
      dying.get(0).kill();
      stage.pause(1_500);
      dying.get(1).kill();
      stage.pause(5_000);
      stage.start(dying);
      visitors.visit(stage.nodes());
    }
  },

  /**
   * Both of two go on without the other: each in turn stands still until the other has given it up,
   * and both run apart until they find each other again. Redis and broker are there for both.
   */
  SPLIT("split", 2, 40) {
    @Override
    void happen(Stage stage, Visitors visitors, int round)
        throws IOException, InterruptedException {
      Node one = stage.nodes().get(round % 2);
      Node other = stage.nodes().get(1 - round % 2);
      one.freeze();
      visitors.visit(List.of(other));
      stage.until(GIVEN_UP_SECONDS, () -> other.members() == 1);
      // Whoever asks a server that the tool freezes just then waits for the tool.
      visitors.visit(List.of());
      stage.pause(ANSWERED_MILLIS);
      other.freeze();
      one.thaw();
      visitors.visit(List.of(one));
      stage.until(GIVEN_UP_SECONDS, () -> one.members() == 1);
      other.thaw();
      visitors.visit(stage.nodes());
    }
  },

  /** Redis loses everything, everybody asks, and then all servers are started again. */
  FLUSH("flush", 2, 50) {
    @Override
    void happen(Stage stage, Visitors visitors, int round)
        throws IOException, InterruptedException {
      stage.redis().command("FLUSHALL");
      visitors.askOnce(stage.nodes());
      stage.until(
          WRITTEN_SECONDS,
          () -> Long.parseLong(stage.redis().command("DBSIZE")) >= visitors.count());
      restart(stage);
      visitors.visit(stage.nodes());
    }
  },

  /** Redis answers late while the servers start. */
  SLOW_REDIS("slow-redis", 2, 50) {
    @Override
    void happen(Stage stage, Visitors visitors, int round)
        throws IOException, InterruptedException {
      stage.slowRedis(SLOW_REDIS_MILLIS);
      restart(stage);
      visitors.visit(stage.nodes());
      stage.pause(10_000);
      stage.slowRedis(0);
    }
  };

  private static final long SLOW_BROKER_MILLIS = 1_500;
  private static final long SLOW_REDIS_MILLIS = 300;
  private static final long FROZEN_MILLIS = 12_000;
  private static final long ANSWERED_MILLIS = 5_000;
  private static final int GIVEN_UP_SECONDS = 30;
  private static final int WRITTEN_SECONDS = 30;
  private static final int SETTLED_SECONDS = 30;
  private static final double LONGEST_SECONDS = 10;

  private final String id;
  private final int servers;
  private final int users;

  Fault(String id, int servers, int users) {
    this.id = id;
    this.servers = servers;
    this.users = users;
  }

  String id() {
    return id;
  }

  /** Lets it happen while the visitors ask; comes back when all servers run again. */
  abstract void happen(Stage stage, Visitors visitors, int round)
      throws IOException, InterruptedException;

  /** Where users log in before. */
  List<Node> home(List<Node> nodes, int round) {
    return nodes;
  }

  private static void restart(Stage stage) throws IOException, InterruptedException {
    for (Node node : stage.nodes()) {
      node.close();
    }
    stage.start(stage.nodes());
  }

  /**
   * One round with servers of its own.
   *
   * @param wanted how many users; 0 for as many as the fault is meant for
   */
  Verdict round(Path jar, int round, int wanted) throws IOException, InterruptedException {
    Verdict verdict = new Verdict(id + " " + (round + 1));
    try (Stage stage = Stage.of(jar, servers)) {
      int count = wanted == 0 ? users : wanted;
      Visitors visitors = Visitors.logIn(count, home(stage.nodes(), round));
      verdict.report("users", count);
      happen(stage, visitors, round);
      settle(stage, visitors, verdict);
      visitors.visit(List.of());
      stage.slowBroker(0);
      stage.pause(1_000);
      verdict.exactly("users refused (401)", visitors.refused(), 0);
      verdict.report("requests over 3.5 s", visitors.hangs());
      verdict.atMost("longest request, s", visitors.longestSeconds(), LONGEST_SECONDS);
      verdict.report("answers", visitors.answers());
      logOut(stage, visitors, verdict);
      for (Node node : stage.nodes()) {
        verdict.exactly(
            "unhandled exceptions logged by " + node.name(), node.logged("Unhandled"), 0);
      }
    }
    return verdict;
  }

  /** Each user comes to have one session and one socket. */
  private static void settle(Stage stage, Visitors visitors, Verdict verdict)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    stage.until(
        SETTLED_SECONDS,
        () ->
            stage.isWhole()
                && stage.sockets() == visitors.count()
                && stage.sessions() == visitors.count());
    verdict.atMost(
        "settled after, s", (System.nanoTime() - begin) / 100_000_000 / 10.0, SETTLED_SECONDS);
    verdict.exactly("broker sockets", stage.sockets(), visitors.count());
    verdict.exactly("sessions on all servers", stage.sessions(), visitors.count());
  }

  private static void logOut(Stage stage, Visitors visitors, Verdict verdict)
      throws IOException, InterruptedException {
    verdict.exactly("logouts done", visitors.logOut(stage.nodes()), visitors.count());
    stage.pause(1_000);
    stage.until(SETTLED_SECONDS, () -> stage.sockets() == 0);
    for (Node node : stage.nodes()) {
      verdict.exactly("tokens alive after logout at " + node.name(), visitors.alive(node), 0);
    }
    verdict.exactly("broker sockets after logout", stage.sockets(), 0);
  }
}
