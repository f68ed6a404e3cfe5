package br.com.catalogador.web.http;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Budget of requests and bytes in flight, per client and for all clients. Beyond half of the total
 * only clients without a request in flight are admitted, so that heavy clients leave room for the
 * others. Thread-safe.
 */
final class InFlightBudget {
  private static final int SHARES = 4;
  private static final int RETRY_AFTER_SECONDS = 1;

  private final Object lock = new Object();
  private final int mostRequests;
  private final long mostBytes;
  private final Consumer<FailureKind> refused;
  private final Map<String, Use> uses = new HashMap<>();
  private long bytes;

  /** Requests and bytes in flight of one client. */
  private static final class Use {
    private int requests;
    private long bytes;
  }

  /** One admitted request. Thread-safe. */
  final class Ticket {
    private final String client;
    private final Use use;
    private long counted;
    private boolean ended;

    private Ticket(String client, Use use) {
      this.client = client;
      this.use = use;
    }

    /**
     * Reserves bytes before they are allocated.
     *
     * @throws Failure BUSY when the budget is used up
     */
    void reserve(long more) {
      synchronized (lock) {
        if (!fits(use, more)) {
          throw refusal(FailureKind.BUSY);
        }
        count(counted + more);
      }
    }

    /** Counts the actual bytes, in place of those reserved for them. */
    void count(long size) {
      synchronized (lock) {
        if (!ended) {
          use.bytes += size - counted;
          bytes += size - counted;
          counted = size;
        }
      }
    }

    /** Returns everything that was counted for the request. Idempotent. */
    void end() {
      synchronized (lock) {
        count(0);
        if (!ended) {
          ended = true;
          leave(client, use);
        }
      }
    }
  }

  /**
   * @param mostRequests of one client
   * @param mostBytes of all; one client has a quarter at most
   * @param refused called on every refusal
   */
  InFlightBudget(int mostRequests, long mostBytes, Consumer<FailureKind> refused) {
    this.mostRequests = mostRequests;
    this.mostBytes = mostBytes;
    this.refused = refused;
  }

  /**
   * Admits one more request.
   *
   * @throws Failure TOO_MANY_REQUESTS at the limit of the client, BUSY at the limit of all
   */
  Ticket begin(String client) {
    synchronized (lock) {
      Use use = uses.computeIfAbsent(client, ignored -> new Use());
      if (use.requests >= mostRequests) {
        throw refusal(FailureKind.TOO_MANY_REQUESTS);
      }
      use.requests += 1;
      if (!fits(use, 0)) {
        leave(client, use);
        throw refusal(FailureKind.BUSY);
      }
      return new Ticket(client, use);
    }
  }

  private boolean fits(Use use, long more) {
    long total = bytes + more;
    boolean isOnlyRequest = use.requests == 1;
    return total <= mostBytes
        && (isOnlyRequest || total <= mostBytes / 2 && use.bytes + more <= mostBytes / SHARES);
  }

  private void leave(String client, Use use) {
    use.requests -= 1;
    if (use.requests == 0) {
      uses.remove(client);
    }
  }

  private Failure refusal(FailureKind kind) {
    refused.accept(kind);
    return Failure.retryAfter(kind, RETRY_AFTER_SECONDS);
  }

  /** The bytes of all clients. */
  long bytes() {
    synchronized (lock) {
      return bytes;
    }
  }
}
