package br.com.catalogador.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import br.com.catalogador.failure.Failure;
import br.com.catalogador.failure.FailureKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InFlightBudgetTest {
  private final List<FailureKind> refused = new ArrayList<>();
  private final InFlightBudget ledger = new InFlightBudget(2, 100, refused::add);

  private void refuses(Runnable action, FailureKind kind) {
    refused.clear();
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              assertThat(failure.kind()).isEqualTo(kind);
              assertThat(failure.facts().getInteger("retryAfter")).isEqualTo(1);
            });
    assertThat(refused).containsExactly(kind);
  }

  @Test
  void aClientHasSoManyRequestsAndOthersDoNotNotice() {
    InFlightBudget.Ticket first = ledger.begin("a");
    ledger.begin("a");

    refuses(() -> ledger.begin("a"), FailureKind.TOO_MANY_REQUESTS);
    ledger.begin("b");
    first.end();
    first.end();

    ledger.begin("a");
    refuses(() -> ledger.begin("a"), FailureKind.TOO_MANY_REQUESTS);
  }

  @Test
  void aClientWithMoreThanOneRequestHasAQuarter() {
    ledger.begin("a").reserve(20);
    InFlightBudget.Ticket second = ledger.begin("a");

    refuses(() -> second.reserve(6), FailureKind.BUSY);
    second.reserve(5);

    assertThat(ledger.bytes()).isEqualTo(25);
  }

  @Test
  void pastHalfOnlyThoseAreLetInThatHaveNothing() {
    InFlightBudget.Ticket large = ledger.begin("a");
    large.reserve(60);
    InFlightBudget.Ticket alone = ledger.begin("b");
    alone.reserve(10);

    refuses(() -> ledger.begin("b"), FailureKind.BUSY);
    refuses(() -> ledger.begin("c").reserve(31), FailureKind.BUSY);
    large.end();
    ledger.begin("b").reserve(10);

    assertThat(ledger.bytes()).isEqualTo(20);
  }

  @Test
  void whatIsThereCountsInPlaceOfWhatWasReservedAndIsGoneAtTheEnd() {
    InFlightBudget.Ticket ticket = ledger.begin("a");
    ticket.reserve(50);
    ticket.count(90);
    assertThat(ledger.bytes()).isEqualTo(90);
    ticket.count(10);
    assertThat(ledger.bytes()).isEqualTo(10);

    ticket.end();
    ticket.count(10);

    assertThat(ledger.bytes()).isZero();
  }
}
