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
  private final InFlightBudget budget = new InFlightBudget(2, 100, refused::add);

  private void rejects(Runnable action, FailureKind kind) {
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
  void limitsRequestsPerClientWithoutEffectOnOthers() {
    InFlightBudget.Ticket first = budget.begin("a");
    budget.begin("a");

    rejects(() -> budget.begin("a"), FailureKind.TOO_MANY_REQUESTS);
    budget.begin("b");
    first.end();
    first.end();

    budget.begin("a");
    rejects(() -> budget.begin("a"), FailureKind.TOO_MANY_REQUESTS);
  }

  @Test
  void limitsAClientWithSeveralRequestsToAQuarter() {
    budget.begin("a").reserve(20);
    InFlightBudget.Ticket second = budget.begin("a");

    rejects(() -> second.reserve(6), FailureKind.BUSY);
    second.reserve(5);

    assertThat(budget.bytes()).isEqualTo(25);
  }

  @Test
  void admitsOnlyClientsWithoutRequestsBeyondHalf() {
    InFlightBudget.Ticket large = budget.begin("a");
    large.reserve(60);
    InFlightBudget.Ticket alone = budget.begin("b");
    alone.reserve(10);

    rejects(() -> budget.begin("b"), FailureKind.BUSY);
    rejects(() -> budget.begin("c").reserve(31), FailureKind.BUSY);
    large.end();
    budget.begin("b").reserve(10);

    assertThat(budget.bytes()).isEqualTo(20);
  }

  @Test
  void countsActualBytesInsteadOfReservedOnesUntilTheEnd() {
    InFlightBudget.Ticket ticket = budget.begin("a");
    ticket.reserve(50);
    ticket.count(90);
    assertThat(budget.bytes()).isEqualTo(90);
    ticket.count(10);
    assertThat(budget.bytes()).isEqualTo(10);

    ticket.end();
    ticket.count(10);

    assertThat(budget.bytes()).isZero();
  }
}
