package dev.agentpool.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {
  private static final String RANGE =
      "the cap must be an amount of US dollars from $0.000001, the smallest there is, to"
          + " $1,000,000,000, not ";

  @ParameterizedTest
  @CsvSource({
    "0.000001, $0.000001",
    "0.0000019, $0.000001",
    "1, $1.00",
    "1e9, $1000000000.00",
    "3.842, $3.842"
  })
  void aCapIsWhatWasSaidToTheMicroDollar(BigDecimal usd, String told) {
    assertThat(Money.cap("the cap", usd)).hasToString(told);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "0.0000001", "1000000000.01", "-0.0000000000001"})
  void whatNoCapCanBeIsRefusedAsItWasSaid(String usd) {
    assertThatThrownBy(() -> Money.cap("the cap", new BigDecimal(usd))).hasMessage(RANGE + usd);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999", "1e-999", "1e999999999", "1e-999999999", "-1e999999999"})
  void whatIsTooLongToWriteOutIsRefusedInFewWordsAndAtOnce(String usd) {
    assertThatThrownBy(() -> Money.cap("the cap", new BigDecimal(usd)))
        .hasMessageStartingWith(RANGE)
        .hasMessageContaining(usd.substring(usd.indexOf('9')))
        .message()
        .hasSizeLessThan(140);
  }

  @ParameterizedTest
  @MethodSource
  void whatIsNoNumberOrHasNoEndIsNoCap(Number usd) {
    assertThatThrownBy(() -> Money.cap("the cap", usd)).hasMessage(RANGE + usd);
  }

  static Stream<Number> whatIsNoNumberOrHasNoEndIsNoCap() {
    return Stream.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, -5L);
  }

  @ParameterizedTest
  @CsvSource({"1e-999999999, $0.00", "9223372036854.775807, $9223372036854.775807", "-0.5, -$0.50"})
  void anyAmountIsReadWithoutItsZerosBeingWrittenOut(BigDecimal usd, String told) {
    assertThat(Money.ofUsd(usd)).hasToString(told);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854.775808", "1e999999999"})
  void whatIsMoreThanThereCanBeIsRefused(String usd) {
    assertThatThrownBy(() -> Money.ofUsd(new BigDecimal(usd)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
