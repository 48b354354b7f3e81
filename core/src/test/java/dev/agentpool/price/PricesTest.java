package dev.agentpool.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.CostSource;
import dev.agentpool.task.TokenUsage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PricesTest {
  private static final Prices SHIPPED = Prices.shipped();
  private static final TokenUsage SOME = new TokenUsage(1_000, 100, 10_000, 500);
  private static final Rates TEN = rates("10", "1", "20", "100");

  private static Rates rates(String input, String cached, String write, String output) {
    return new Rates(usd(input), usd(cached), usd(write), usd(output));
  }

  private static Money usd(String written) {
    return Rates.usd(new BigDecimal(written));
  }

  private static Price mine(String model, Rates rates) {
    return new Price("", model, rates, null, "", "me");
  }

  private static AgentReport.Spent tokens(TokenUsage tokens, boolean all) {
    return new AgentReport.Spent(
        new Cost.Unknown(Money.ZERO), 1, tokens, Duration.ofSeconds(1), all);
  }

  @Test
  void eachRowOfTheTableSaysItsVendorItsDateAndItsSource() {
    assertThat(SHIPPED.all())
        .hasSizeGreaterThan(50)
        .allSatisfy(price -> {
          assertThat(price.vendor()).isIn("anthropic", "openai", "google", "alibaba");
          assertThat(LocalDate.parse(price.date())).isBefore(LocalDate.of(2026, 12, 1));
          assertThat(price.source()).isNotBlank();
          assertThat(price.rates().output()).isGreaterThanOrEqualTo(price.rates().input());
          assertThat(price.rates().cached()).isLessThanOrEqualTo(price.rates().input());
          assertThat(SHIPPED.of(price.model())).contains(price);
        });
  }

  @Test
  void dollarsAreTokensTimesThePriceOfEachKindRoundedUpOnce() {
    AgentReport.Spent spent = SHIPPED.priced(tokens(SOME, true), "claude-sonnet-4-5");
    // 1,000 x $3 + 10,000 x $0.30 + 500 x $3.75 + 100 x $15, a million
    assertThat(spent.cost()).isEqualTo(Cost.known(Money.ofMicros(3_000 + 3_000 + 1_875 + 1_500)));
    assertThat(spent.source()).isEqualTo(CostSource.PRICES);
    assertThat(spent.price()).contains("claude-sonnet-4-5", "input $3.00", "of 20", "models.dev");
    assertThat(rates("0.1", "0.1", "0.1", "0.1").of(new TokenUsage(1, 1, 1, 0)))
        .isEqualTo(Money.ofMicros(1));
  }

  @ParameterizedTest
  @CsvSource({
    "claude-haiku-4-5-20251001, claude-haiku-4-5",
    "claude-opus-4.5, claude-opus-4-5",
    "anthropic/claude-opus-4-5, claude-opus-4-5",
    "us.anthropic.claude-sonnet-4-5, claude-sonnet-4-5",
    "claude-sonnet-4-5[1m], claude-sonnet-4-5",
    "openai/gpt-5.5-2026-04-23, gpt-5.5",
    "GPT-5.5, gpt-5.5",
    "qwen/qwen3-coder-plus:free, qwen3-coder-plus"
  })
  void aModelIsKnownByWhatClisCallIt(String told, String row) {
    assertThat(SHIPPED.of(told)).map(Price::model).contains(row);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "auto", "gpt", "gpt-5.5-and-more", "claude", "mock-model", "/", "*"})
  void aModelThatIsNotInTheTableHasNoPrice(String told) {
    assertThat(SHIPPED.of(told)).isEmpty();
  }

  @Test
  void aPersonsPriceGoesFirstAndTheNearestOfHersWins() {
    Prices prices =
        Prices.with(List.of(mine("gpt-*", TEN), mine("gpt-5.5", rates("1", "1", "1", "1"))), null);
    assertThat(prices.of("openai/gpt-5.5")).map(Price::source).contains("me");
    assertThat(prices.of("gpt-5.5")).map(price -> price.rates().input()).contains(usd("1"));
    assertThat(prices.of("gpt-9")).map(price -> price.rates().input()).contains(usd("10"));
    assertThat(prices.of("claude-opus-5")).map(Price::vendor).contains("anthropic");
    assertThat(prices.all()).filteredOn(price -> price.model().equals("gpt-5.5")).hasSize(1);
  }

  @Test
  void tokensOfAnUnknownPriceAreHeldAtTheDearestOfTheTableOrAtAPersons() {
    AgentReport.Spent held = SHIPPED.priced(tokens(SOME, true), "mock-model");
    assertThat(held.cost()).isEqualTo(new Cost.Unknown(Money.ZERO, SHIPPED.ifUnknown().of(SOME)));
    assertThat(held.source()).isEqualTo(CostSource.UNKNOWN);
    assertThat(SHIPPED.all())
        .allSatisfy(price ->
            assertThat(price.atMost(SOME)).isLessThanOrEqualTo(held.cost().atMost().orElseThrow()));
    assertThat(Prices.with(List.of(), TEN).priced(tokens(SOME, true), null).cost().atMost())
        .contains(TEN.of(SOME));
  }

  @Test
  void whereLongRequestsCostMoreAndThereMayHaveBeenOneItIsASpan() {
    TokenUsage few = new TokenUsage(272_000, 1_000, 0, 0);
    TokenUsage many = new TokenUsage(272_000, 1_000, 1, 0);
    assertThat(SHIPPED.priced(tokens(few, true), "gpt-5.5").cost().isKnown()).isTrue();
    Cost span = SHIPPED.priced(tokens(many, true), "gpt-5.5").cost();
    assertThat(span.isKnown()).isFalse();
    assertThat(span.atLeast()).isEqualTo(Money.ofMicros(272_000 * 5 + 1_000 * 30 + 1));
    assertThat(span.atMost()).contains(Money.ofMicros(272_000 * 10 + 1_000 * 45 + 1));
  }

  @Test
  void tokensOfATurnWhoseEndNobodyHeardAreOnlyALowerBound() {
    Cost least = SHIPPED.priced(tokens(SOME, false), "claude-sonnet-4-5").cost();
    assertThat(least).isEqualTo(new Cost.Unknown(Money.ofMicros(9_375)));
    assertThat(SHIPPED.priced(tokens(SOME, false), "mock-model").cost().atMost()).isEmpty();
    assertThat(SHIPPED.priced(tokens(TokenUsage.NONE, false), "gpt-5.5").cost())
        .isEqualTo(new Cost.Unknown(Money.ZERO));
  }

  @Test
  void aClisOwnDollarsWin() {
    AgentReport.Spent told = new AgentReport.Spent(Cost.known(usd("0.5")), 1, SOME, Duration.ZERO);
    assertThat(SHIPPED.priced(told, "gpt-5.5")).isEqualTo(told);
    assertThat(told.source()).isEqualTo(CostSource.CLI);
  }

  @Test
  void countsBeyondAllBoundsOverflowNothing() {
    TokenUsage huge = new TokenUsage(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, -1);
    TokenUsage twice = huge.plus(huge);
    assertThat(twice.input()).isEqualTo(TokenUsage.MOST);
    assertThat(twice.cacheCreation()).isZero();
    assertThat(twice.all()).isEqualTo(3 * TokenUsage.MOST);
    Money most = usd(Rates.MOST_USD.toPlainString());
    Money cost = new Rates(most, most, most, most).of(twice);
    assertThat(cost.micros()).isEqualTo(30_000_000_000_000_000L);
    assertThatThrownBy(() -> new Rates(most.plus(most), most, most, most))
        .hasMessageContaining("0 to 100000 dollars");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openai\tm\t\t1\t\t\t2\t2026-01-01",
        "openai\tm\t\tx\t\t\t2\t2026-01-01\ts",
        "openai\tm\t\t-1\t\t\t2\t2026-01-01\ts",
        "openai\tm\t100\t1\t\t\t2\t2026-01-01\ts",
        "openai\tm\t\t1\t\t\t2\t2026-01-01\ts\nopenai\tm\t\t1\t\t\t2\t2026-01-01\ts"
      })
  void aRowThatIsNoneIsToldWithItsLine(String rows) {
    assertThatThrownBy(() -> PriceFile.read("# prices\n" + rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("prices.tsv:[23]: not a price (?s).*");
  }
}
