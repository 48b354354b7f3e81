package dev.agentpool.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.budget.Amount;
import dev.agentpool.budget.Money;
import dev.agentpool.budget.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be said when a cap is used up. */
class MoneyAnswerTest {
  private static MoneyAnswer of(String words, Unit unit) {
    return MoneyAnswer.of(new Answer(Answer.Verdict.TEXT, words, null), unit);
  }

  @Test
  void dollarsAreAnAmount() {
    assertThat(of("raise $2.50 for today", Unit.DOLLARS))
        .isEqualTo(new MoneyAnswer.Raise(Amount.of(Money.ofUsd(2.5)), true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "raise 500000 | 500000 | false",
        "raise 500,000 | 500000 | false",
        "Raise 1,000,000 tokens | 1000000 | false",
        "raise 1 token today | 1 | true",
        "raise 7 for today | 7 | true",
        "raise 999999999999999 | 999999999999999 | false",
      })
  void tokensAreAWholeNumber(String words, long count, boolean today) {
    assertThat(of(words, Unit.TOKENS))
        .isEqualTo(new MoneyAnswer.Raise(new Amount(Unit.TOKENS, count), today));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "raise",
        "raise 0",
        "raise -1",
        "raise 1.5",
        "raise $5",
        "raise 5 turns",
        "raise 1,00",
        "raise 10000000000000000",
        "raise 5 dollars",
        "raise 5 today today",
        "yes",
        "500"
      })
  void whatIsNoNumberOfTokensIsNoAnswer(String words) {
    assertThatThrownBy(() -> of(words, Unit.TOKENS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tokens were asked for")
        .hasMessageContaining("raise AMOUNT")
        .hasMessageContaining("raise 500");
  }

  @Test
  void turnsAreCountedToo() {
    assertThat(of("raise 5 turns", Unit.TURNS))
        .isEqualTo(new MoneyAnswer.Raise(new Amount(Unit.TURNS, 5), false));
    assertThat(of("drop", Unit.TURNS)).isEqualTo(new MoneyAnswer.Drop(""));
  }
}
