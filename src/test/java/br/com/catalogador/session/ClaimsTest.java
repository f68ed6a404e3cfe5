package br.com.catalogador.session;

import static br.com.catalogador.support.Awaiting.await;
import static br.com.catalogador.support.Awaiting.failure;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.bus.Failure;
import br.com.catalogador.bus.FailureKind;
import br.com.catalogador.bus.Serving;
import br.com.catalogador.session.message.EndHosted;
import br.com.catalogador.session.message.HostSession;
import br.com.catalogador.session.message.SessionHost;
import br.com.catalogador.session.message.SessionId;
import br.com.catalogador.session.message.TakeLogin;
import br.com.catalogador.session.message.UserId;
import br.com.catalogador.support.ClusterMember;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose a user is, between two servers of a real cluster. */
class ClaimsTest {
  private static final UserId USER = new UserId("1");
  private static final SessionId SESSION = new SessionId("s");
  private static final HostSession HOST = new HostSession(SESSION, USER);
  private static final EndHosted END = new EndHosted(SESSION, USER);

  private static List<ClusterMember> servers;

  private Claims ours;
  private Claims theirs;
  private Serving<SessionHost> served;

  /** The other server's directory, which answers everything alike and counts. */
  private static final class ScriptedHost implements SessionHost {
    private final AtomicInteger asked = new AtomicInteger();
    private final Future<Boolean> answer;

    ScriptedHost(Future<Boolean> answer) {
      this.answer = answer;
    }

    private Future<Boolean> answer() {
      asked.incrementAndGet();
      return answer;
    }

    @Override
    public Future<Boolean> host(HostSession request) {
      return answer();
    }

    @Override
    public Future<SessionId> take(TakeLogin request) {
      return answer().map(SESSION);
    }

    @Override
    public Future<Boolean> end(EndHosted request) {
      return answer();
    }
  }

  @BeforeAll
  static void start() throws Exception {
    servers = ClusterMember.two();
  }

  @AfterAll
  static void stop() {
    servers.forEach(ClusterMember::close);
  }

  @BeforeEach
  void claim() {
    ours = new Claims(servers.get(0).vertx());
    theirs = new Claims(servers.get(1).vertx());
    assertThat(await(theirs.isOurs(USER))).isTrue();
  }

  @AfterEach
  void giveUp() {
    if (served != null) {
      await(served.withdraw());
    }
    await(theirs.giveUp(USER));
    await(ours.giveUp(USER));
  }

  private ScriptedHost theyAnswer(Future<Boolean> answer) {
    ScriptedHost host = new ScriptedHost(answer);
    served = servers.get(1).bus().serve(SessionHost.ADDRESS, host);
    await(served.completion());
    return host;
  }

  private Future<Boolean> where() {
    return ours.where(USER, () -> Future.succeededFuture(true), HOST, false);
  }

  @Test
  void whoeverHasTheUserIsAsked() {
    ScriptedHost host = theyAnswer(Future.succeededFuture(true));

    assertThat(await(where())).isTrue();
    assertThat(await(ours.elsewhere(USER, END, false))).contains(true);
    assertThat(host.asked).hasValue(2);
  }

  @Test
  void aUserWhoIsJustLeavingTheOtherServerIsTakenOnceItHasGivenHimUp() {
    ScriptedHost host = theyAnswer(Future.succeededFuture(false));
    Future<Boolean> taken = where();
    await(theirs.giveUp(USER));

    assertThat(await(taken)).isTrue();
    assertThat(await(ours.isOurs(USER))).isTrue();
    assertThat(host.asked.get()).isLessThan(100);
  }

  @Test
  void aServerWithoutADirectoryHasNobody() {
    assertThat(await(ours.elsewhere(USER, END, false))).isEmpty();
  }

  @Test
  void aServerThatDoesNotAnswerInTimeIsAskedOnceAndMayHaveTheUserStill() {
    // What comes back across the servers of a request that timed out there.
    ScriptedHost host = theyAnswer(Future.failedFuture(Failure.of(FailureKind.BUSY)));

    assertThat(failure(where()).kind()).isEqualTo(FailureKind.BUSY);
    assertThat(host.asked).hasValue(1);
    assertThat(failure(ours.elsewhere(USER, END, false)).kind()).isEqualTo(FailureKind.BUSY);
  }
}
