package br.com.catalogador.app.check;

import br.com.catalogador.app.check.Finding.Kind;
import br.com.catalogador.broker.AnswerFacts;
import br.com.catalogador.broker.BrokerNetwork;
import br.com.catalogador.broker.BrokerOptions;
import br.com.catalogador.broker.Diagnosis;
import br.com.catalogador.broker.LoginAnswer;
import br.com.catalogador.broker.LoginAnswer.Accepted;
import br.com.catalogador.broker.LoginAnswer.CodeRequired;
import br.com.catalogador.broker.LoginAnswer.Confirmed;
import br.com.catalogador.broker.PolariumLogin;
import br.com.catalogador.broker.recording.Recorder;
import br.com.catalogador.failure.Failure;
import br.com.catalogador.session.BrokerAccess;
import br.com.catalogador.support.Secret;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Checks the broker as a user's login would use it, top to bottom: connections to its servers, the
 * login, then the socket. One check per instance; not thread-safe.
 */
public final class BrokerCheck {
  /** How long the broker's pushes are counted. */
  public static final Duration LISTENING = Duration.ofSeconds(10);

  private static final int SUCCESS = 200;

  /** Like the broker's own codes: {@code user_blocked}, 202. Anything else may be personal. */
  private static final Pattern CODE = Pattern.compile("[a-z]{1,15}(_[a-z]{1,15}){1,4}|\\d{1,4}");

  private static final Set<String> METHODS = Set.of("email", "sms", "push");

  private final Vertx vertx;
  private final BrokerOptions options;
  private final Duration listening;
  private final InstantSource time;
  private final BrokerAccess access;
  private final Recorder recorder;
  private final Context loop;
  private final Redaction redaction = new Redaction();
  private final Steps steps = new Steps(this::diagnose, redaction);
  private volatile AnswerFacts answer;
  private volatile AnswerFacts logout;

  /** The session that the check has opened and not ended yet; null for none. */
  private volatile Secret opened;

  private Secret ssid;
  private CodeRequired wanted;

  /**
   * @param options with one local address at most: all steps use this one outgoing address, as a
   *     user's do
   * @param listening how long pushes are counted, {@link #LISTENING} but in tests
   * @param recorder receives what is exchanged with the broker, and its secrets
   */
  public BrokerCheck(
      Vertx vertx,
      BrokerOptions options,
      Duration listening,
      InstantSource time,
      Recorder recorder) {
    this.vertx = vertx;
    this.options = options;
    this.listening = listening;
    this.time = time;
    this.recorder = recorder;
    this.access = new BrokerAccess(vertx, options, time);
    this.loop = vertx.getOrCreateContext();
    access
        .login("")
        .onAnswer(
            (step, facts) -> {
              answer = facts;
              recorder.answered(step, facts);
              if (step == PolariumLogin.Step.LOGOUT) {
                logout = facts;
              }
            });
  }

  /** The first letters of an e-mail address, e.g. {@code a***@e***}. */
  public static String shortened(String email) {
    return Redaction.shortened(email);
  }

  /** Runs all steps; blocks, so not to be called on an event loop. Never throws. */
  public Report run(Account account) {
    checkNetwork();
    if (account instanceof Account.Password login) {
      checkLogin(login);
    } else {
      steps.skip(Step.LOGIN, "");
      steps.skip(Step.SECOND_FACTOR, "");
    }
    if (account instanceof Account.Session given) {
      ssid = given.ssid();
      protect(ssid);
    } else if (account instanceof Account.None) {
      steps.stop();
    }
    new SessionCheck(vertx, access, this::await, redaction, listening, recorder).run(steps, ssid);
    logout(account);
    return steps.report(options.network().localAddress());
  }

  // The network

  private void checkNetwork() {
    NetworkCheck network = new NetworkCheck(vertx, options, time);
    boolean reachable = true;
    for (Endpoint endpoint : Endpoint.of(options)) {
      boolean passed = true;
      if (network.isProxied()) {
        steps.skip(Step.NAME, endpoint.target());
      } else {
        passed = run(Step.NAME, endpoint, facts -> network.name(endpoint, facts), true);
      }
      passed = run(Step.TCP, endpoint, facts -> network.connect(endpoint, facts), passed);
      if (endpoint.tls()) {
        passed = run(Step.TLS, endpoint, facts -> network.handshake(endpoint, facts), passed);
      }
      reachable &= passed || !endpoint.needed();
    }
    if (!reachable) {
      steps.stop();
    }
  }

  private boolean run(Step step, Endpoint endpoint, Steps.Work work, boolean passed) {
    if (!passed) {
      steps.skip(step, endpoint.target());
      return false;
    }
    return steps.run(step, endpoint.target(), work, endpoint.needed());
  }

  // The login

  private void checkLogin(Account.Password login) {
    protect(login.email());
    protect(login.password());
    steps.needed(Step.LOGIN, "", facts -> login(login, facts));
    steps.needed(Step.SECOND_FACTOR, "", facts -> secondFactor(login, facts));
  }

  private Finding login(Account.Password login, JsonObject facts) {
    try {
      accept(await(() -> access.login("").login(login.email(), login.password())));
      return null;
    } finally {
      putAnswer(facts);
    }
  }

  private void accept(LoginAnswer login) {
    if (login instanceof Accepted accepted) {
      ssid = accepted.ssid();
      opened = ssid;
      protect(ssid);
      wanted = null;
    } else if (login instanceof CodeRequired required) {
      wanted = required;
      protect(required.token());
    }
  }

  private Finding secondFactor(Account.Password login, JsonObject facts) {
    facts.put("wanted", wanted != null);
    if (wanted == null) {
      return null;
    }
    JsonArray methods = new JsonArray();
    wanted.methods().forEach(method -> methods.add(METHODS.contains(method) ? method : "other"));
    facts.put("methods", methods);
    Optional<String> method = wanted.codeMethod();
    if (method.isEmpty()) {
      return Finding.failed(Kind.CODE_ONLY_IN_APPLICATION);
    }
    if (login.codes() == null) {
      return Finding.failed(Kind.CODE_REQUIRED);
    }
    try {
      return confirm(login, method.get());
    } finally {
      putAnswer(facts);
    }
  }

  private Finding confirm(Account.Password login, String method) {
    PolariumLogin broker = access.login("");
    Secret token = await(() -> broker.sendCode(method, wanted.token()));
    protect(token);
    Optional<Secret> code = login.codes().ask(method);
    if (code.isEmpty()) {
      return Finding.failed(Kind.CODE_REQUIRED);
    }
    protect(code.get());
    LoginAnswer confirmed = await(() -> broker.confirm(code.get().value(), token));
    if (confirmed instanceof Confirmed repeat) {
      protect(repeat.token());
      confirmed = await(() -> broker.login(login.email(), login.password(), repeat));
    }
    accept(confirmed);
    return ssid == null ? Finding.failed(Diagnosis.CHANGED_ANSWER) : null;
  }

  private void putAnswer(JsonObject facts) {
    AnswerFacts last = answer;
    if (last != null) {
      facts.mergeIn(last.json());
    }
  }

  private void logout(Account account) {
    boolean isOurs = ssid != null && !(account instanceof Account.Session);
    if (!isOurs) {
      // A login that succeeds after its time-out logs itself out.
      await(() -> access.login("").lateLoginsEnded());
    }
    if (!isOurs && logout == null) {
      steps.skip(Step.LOGOUT, "");
      return;
    }
    steps.runAnyway(
        Step.LOGOUT,
        "",
        facts -> {
          if (isOurs) {
            answer = null;
            abandon();
          }
          putAnswer(facts);
          return logout != null && logout.status() == SUCCESS
              ? null
              : Finding.failed(Kind.NOT_LOGGED_OUT);
        },
        false);
  }

  /**
   * Logs out the session that the check has opened, if there is one: also for a program that is
   * stopped before the check has ended. Any thread but an event loop; blocks.
   */
  public void abandon() {
    Secret left = opened;
    if (left != null) {
      await(() -> access.logout(left, BrokerNetwork.ANY_ADDRESS));
      opened = null;
    }
  }

  /** Keeps a secret out of the report and of the recording. */
  private void protect(Secret secret) {
    protect(secret.value());
  }

  private void protect(String text) {
    redaction.add(text);
    recorder.secret(text);
  }

  /** Runs something on the clients' event loop and waits for its end. */
  private <T> T await(Supplier<Future<T>> action) {
    Promise<T> result = Promise.promise();
    // Composed, so that an exception of the action itself does not leave the caller waiting.
    loop.runOnContext(
        ignored -> Future.succeededFuture().compose(none -> action.get()).onComplete(result));
    return result.future().await();
  }

  private Finding diagnose(Exception cause, JsonObject facts) {
    if (!(cause instanceof Failure failure)) {
      return Finding.failed(Diagnosis.ofConnection(cause));
    }
    JsonObject known = failure.facts();
    if (known.containsKey("retryAfter")) {
      facts.put("retryAfter", known.getValue("retryAfter"));
    }
    if (known.containsKey("brokerStatus")) {
      facts.put("status", known.getValue("brokerStatus"));
    }
    String code = known.getString("brokerCode", "");
    if (CODE.matcher(code).matches()) {
      facts.put("brokerCode", code);
    }
    return Finding.failed(Diagnosis.of(failure, answer));
  }
}
