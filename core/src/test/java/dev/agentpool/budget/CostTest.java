package dev.agentpool.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CostTest {
  private static Money micros(long micros) {
    return Money.ofMicros(micros);
  }

  @Test
  void aSumIsKnownOnlyWhenAllOfItIs() {
    Cost known = Cost.known(micros(30));
    Cost unsure = new Cost.Unknown(micros(10), micros(50));
    assertThat(known.plus(known)).isEqualTo(Cost.known(micros(60)));
    assertThat(known.plus(unsure)).isEqualTo(new Cost.Unknown(micros(40), micros(80)));
    assertThat(unsure.plus(new Cost.Unknown(micros(1))).atMost()).isEmpty();
  }

  @Test
  void anUnknownCostIsToldWithBothItsBoundsAndAKnownOneByItself() {
    assertThat(Cost.known(micros(61_500))).hasToString("$0.0615");
    assertThat(Cost.known(micros(1_500_000))).hasToString("$1.50");
    assertThat(new Cost.Unknown(micros(0), micros(250_000)))
        .hasToString("at least $0.00, at most $0.25");
  }

  @Test
  void aBoundIsNeverBelowWhatIsCertainAndNotReplaced() {
    assertThat(new Cost.Unknown(micros(70)).boundedBy(micros(60)))
        .isEqualTo(new Cost.Unknown(micros(70), micros(70)));
    Cost bounded = new Cost.Unknown(micros(1), micros(2));
    assertThat(bounded.boundedBy(micros(60))).isEqualTo(bounded);
    assertThatThrownBy(() -> new Cost.Unknown(micros(2), micros(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
