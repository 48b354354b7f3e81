package dev.agentpool.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same of money, of tokens and of turns. */
class AccountTest {
  private static final AccountKey KEY = AccountKey.pool("demo");

  private static Account account(Unit unit, long cap) {
    return Account.empty(KEY, Limits.NONE.with(new Amount(unit, cap)));
  }

  private static Reservation reservation(Unit unit, long count) {
    return Reservation.NONE.with(new Amount(unit, count));
  }

  private static Uses uses(Use use) {
    Uses nothing = Uses.of(Cost.NOTHING);
    return switch (use.unit()) {
      case DOLLARS ->
          Uses.of(
              use.known()
                  ? Cost.known(use.certain().money())
                  : new Cost.Unknown(use.certain().money(), use.most().money()));
      case TOKENS -> new Uses(nothing.cost(), use, nothing.turns());
      case TURNS -> new Uses(nothing.cost(), nothing.tokens(), use);
    };
  }

  private static Uses known(Unit unit, long count) {
    return uses(Use.known(new Amount(unit, count)));
  }

  @ParameterizedTest
  @EnumSource
  void aReservationTakesRoomAndWhatWasTakenReplacesIt(Unit unit) {
    Tally tally = account(unit, 100).reserve(reservation(unit, 60)).of(unit);
    assertThat(tally.room()).contains(new Amount(unit, 40));
    assertThat(tally.fits(new Amount(unit, 40))).isTrue();
    assertThat(tally.fits(new Amount(unit, 41))).isFalse();
    assertThat(tally.couldEverFit(new Amount(unit, 100))).isTrue();
    Tally settled =
        account(unit, 100)
            .reserve(reservation(unit, 60))
            .settle(reservation(unit, 60), known(unit, 10))
            .of(unit);
    assertThat(settled.spent()).isEqualTo(new Amount(unit, 10));
    assertThat(settled.reserved()).isEqualTo(Amount.zero(unit));
    assertThat(settled.couldEverFit(new Amount(unit, 91))).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotKnownIsHeldAtItsBoundUntilItIs(Unit unit) {
    Account account = account(unit, 100).reserve(reservation(unit, 60));
    Use held = Use.unknown(new Amount(unit, 10), new Amount(unit, 60));
    assertThat(account.settle(reservation(unit, 60), uses(held)).of(unit).unknown())
        .isEqualTo(new Amount(unit, 60));
    Use more = Use.unknown(new Amount(unit, 70), new Amount(unit, 60));
    assertThat(more.most()).isEqualTo(new Amount(unit, 70));
    Account after = account.settle(reservation(unit, 60), uses(more));
    assertThat(after.of(unit).booked()).isEqualTo(new Amount(unit, 70));
    Account known = after.correct(more, new Amount(unit, 20));
    assertThat(known.of(unit).unknown()).isEqualTo(Amount.zero(unit));
    assertThat(known.of(unit).spent()).isEqualTo(new Amount(unit, 20));
    assertThat(known.of(unit).unsure()).isEqualTo(Amount.zero(unit));
  }

  @ParameterizedTest
  @EnumSource
  void whatHasNoRoomOrWasNeverReservedIsADefect(Unit unit) {
    Account account = account(unit, 100).reserve(reservation(unit, 60));
    assertThatThrownBy(() -> account.reserve(new Amount(unit, 41)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no room");
    assertThatThrownBy(() -> account.reserve(new Amount(unit, -1)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> account.settle(reservation(unit, 61), Uses.of(Cost.NOTHING)))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @EnumSource
  void withoutACapEverythingFits(Unit unit) {
    Tally tally = Account.empty(KEY, Limits.NONE).of(unit);
    assertThat(tally.room()).isEmpty();
    assertThat(tally.fits(new Amount(unit, Long.MAX_VALUE / 2))).isTrue();
    assertThat(tally.couldEverFit(new Amount(unit, Long.MAX_VALUE / 2))).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void aCapInOneUnitIsInTheWayOfNoOther(Unit unit) {
    Account account = account(unit, 1);
    for (Unit other : Unit.values()) {
      assertThat(account.of(other).fits(new Amount(other, 2))).isEqualTo(other != unit);
    }
  }

  @ParameterizedTest
  @EnumSource
  void randomReservationsNeverPassTheCapAndTheSumsAgree(Unit unit) {
    long seed = Long.getLong("sim.seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 200; round++) {
      Account account = account(unit, random.nextInt(1, 1_000));
      List<Amount> open = new ArrayList<>();
      long settled = 0;
      for (int step = 0; step < 200; step++) {
        Amount amount = new Amount(unit, random.nextInt(0, 200));
        if (random.nextBoolean() && account.of(unit).fits(amount)) {
          account = account.reserve(amount);
          open.add(amount);
          assertThat(account.of(unit).room().orElseThrow().isNegative())
              .as("-Dsim.seed=%s %s", seed, account)
              .isFalse();
        } else if (!open.isEmpty()) {
          Amount reserved = open.remove(random.nextInt(open.size()));
          long took = random.nextLong(0, reserved.count() + 1);
          account = account.settle(Reservation.NONE.with(reserved), known(unit, took));
          settled += took;
        }
        assertThat(account.of(unit).spent().count()).isEqualTo(settled);
        assertThat(account.of(unit).reserved())
            .isEqualTo(open.stream().reduce(Amount.zero(unit), Amount::plus));
      }
    }
  }
}
