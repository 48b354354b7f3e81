package dev.agentpool.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AccountTest {
  private static final AccountKey KEY = AccountKey.pool("p");

  private static Money micros(long micros) {
    return Money.ofMicros(micros);
  }

  @Test
  void aReservationTakesRoomAndTheCostReplacesIt() {
    Account account = Account.empty(KEY, micros(100)).reserve(micros(60));
    assertThat(account.room()).contains(micros(40));
    assertThat(account.fits(micros(40))).isTrue();
    assertThat(account.fits(micros(41))).isFalse();
    assertThat(account.couldEverFit(micros(100))).isTrue();
    Account settled = account.settle(micros(60), Cost.known(micros(10)));
    assertThat(settled.spent()).isEqualTo(micros(10));
    assertThat(settled.reserved()).isEqualTo(Money.ZERO);
    assertThat(settled.couldEverFit(micros(91))).isFalse();
  }

  @Test
  void anUnknownCostHoldsItsReservationOrMoreUntilItIsKnown() {
    Account account = Account.empty(KEY, micros(100)).reserve(micros(60));
    assertThat(account.settle(micros(60), new Cost.Unknown(micros(10))).unknown())
        .isEqualTo(micros(60));
    Account more = account.settle(micros(60), new Cost.Unknown(micros(70)));
    assertThat(more.unknown()).isEqualTo(micros(70));
    assertThat(more.cost()).isEqualTo(new Cost.Unknown(micros(70), micros(70)));
    Account known = more.correct(new Cost.Unknown(micros(70), micros(70)), micros(20));
    assertThat(known.unknown()).isEqualTo(Money.ZERO);
    assertThat(known.cost()).isEqualTo(Cost.known(micros(20)));
    assertThat(known.spent()).isEqualTo(micros(20));
  }

  @Test
  void whatHasNoRoomOrWasNeverReservedIsADefect() {
    Account account = Account.empty(KEY, micros(100)).reserve(micros(60));
    assertThatThrownBy(() -> account.reserve(micros(41)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no room");
    assertThatThrownBy(() -> account.reserve(micros(-1))).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> account.settle(micros(61), Cost.NOTHING))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void withoutACapEverythingFits() {
    Account account = Account.empty(KEY, null);
    assertThat(account.room()).isEmpty();
    assertThat(account.fits(micros(Long.MAX_VALUE / 2))).isTrue();
    assertThat(account.couldEverFit(micros(Long.MAX_VALUE / 2))).isTrue();
  }

  @Test
  void randomReservationsNeverPassTheCapAndTheSumsAgree() {
    long seed = Long.getLong("sim.seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 500; round++) {
      Account account = Account.empty(KEY, micros(random.nextInt(1, 1_000)));
      List<Money> open = new ArrayList<>();
      long settled = 0;
      for (int step = 0; step < 200; step++) {
        Money amount = micros(random.nextInt(0, 200));
        if (random.nextBoolean() && account.fits(amount)) {
          account = account.reserve(amount);
          open.add(amount);
          assertThat(account.room().orElseThrow().isNegative())
              .as("-Dsim.seed=%s %s", seed, account)
              .isFalse();
        } else if (!open.isEmpty()) {
          Money reserved = open.remove(random.nextInt(open.size()));
          Cost cost = Cost.known(micros(random.nextLong(0, reserved.micros() + 1)));
          account = account.settle(reserved, cost);
          settled += ((Cost.Known) cost).amount().micros();
        }
        assertThat(account.spent().micros()).isEqualTo(settled);
        assertThat(account.reserved()).isEqualTo(open.stream().reduce(Money.ZERO, Money::plus));
      }
    }
  }
}
