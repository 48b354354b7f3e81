package dev.agentpool.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.budget.Money;
import dev.agentpool.price.Price;
import dev.agentpool.price.Prices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PricesTableTest {
  @TempDir Path temp;
  private Home home;

  @BeforeEach
  void home() throws IOException {
    home = new Home(temp).prepared();
  }

  private void config(String text) throws IOException {
    Files.writeString(home.config(), text);
  }

  @Test
  void withoutATableThePricesAreThoseThatComeWithAgentpool() {
    assertThat(PricesTable.read(home).all()).isEqualTo(Prices.shipped().all());
  }

  @Test
  void aPersonsPricesAreLaidOverTheTable() throws IOException {
    config(
        """
        [prices."lab/mock-model"]
        input = 2
        cached_input = 0.25
        output = 8.5
        [prices."free-*"]
        input = 0
        output = 0
        [prices.unknown]
        input = 1
        output = 3
        """);
    Prices prices = PricesTable.read(home);
    Price mine = prices.of("lab/mock-model").orElseThrow();
    assertThat(mine.rates().input()).isEqualTo(Money.ofMicros(2_000_000));
    assertThat(mine.rates().cached()).isEqualTo(Money.ofMicros(250_000));
    assertThat(mine.rates().write()).as("none of its own").isEqualTo(mine.rates().input());
    assertThat(mine.told()).contains("[prices] of your config.toml");
    assertThat(prices.of("free-lunch")).isPresent();
    assertThat(prices.ifUnknown().output()).isEqualTo(Money.ofMicros(3_000_000));
    assertThat(prices.of("unknown")).as("no model").isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "input = -1 | input must be US dollars a million tokens, 0 to 100000, not -1",
        "input = 100001 | input must be US dollars a million tokens, 0 to 100000, not 100001",
        "input = nan | input must be US dollars",
        "input = inf | input must be US dollars",
        "input = \"2\" | input must be US dollars a million tokens, 0 to 100000, not \"2\"",
        "inptu = 2 | unknown key 'inptu' in [prices.\"gpt-5.5\"]; known: input, cached_input",
        "cache_write = true | cache_write must be US dollars"
      })
  void whatIsNoPriceIsRefusedWithItsLine(String line, String told) throws IOException {
    boolean input = line.startsWith("input");
    config("[prices.\"gpt-5.5\"]\noutput = 2\n" + line + "\n" + (input ? "" : "input = 1\n"));
    assertThatThrownBy(() -> PricesTable.read(home))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("config.toml:3")
        .hasMessageContaining(told);
    assertThatThrownBy(() -> new PoolFiles(home).read(temp.resolve("project")))
        .as("nothing is begun with half of what a person said of money")
        .hasMessageContaining("config.toml:3");
    assertThat(new PoolFiles(home).problems(temp.resolve("project")))
        .anySatisfy(problem -> assertThat(problem.line()).isEqualTo(3));
  }

  @Test
  void aPriceHasBothEnds() throws IOException {
    config("[prices.m]\ninput = 1\n");
    assertThatThrownBy(() -> PricesTable.read(home))
        .hasMessageContaining("output is missing in [prices.\"m\"]");
    config("[prices]\nm = 3\n");
    assertThatThrownBy(() -> PricesTable.read(home)).hasMessageContaining("m must be a table");
    config("[prices.\"a*b\"]\ninput = 1\noutput = 1\n");
    assertThatThrownBy(() -> PricesTable.read(home)).hasMessageContaining("one * at the end");
  }

  @Test
  void aProjectCannotSayIt() throws IOException {
    Path project = Files.createDirectories(temp.resolve("project/.agent-pool")).getParent();
    Files.writeString(PoolFiles.poolFile(project), "[prices.m]\ninput = 0\noutput = 0\n");
    assertThatThrownBy(() -> new PoolFiles(home).read(project))
        .hasMessageContaining("unknown key 'prices'");
  }

  @Test
  void anEditCountsAtTheNextQuestion() throws IOException {
    var prices = PricesTable.of(home);
    assertThat(prices.get().of("m")).isEmpty();
    config("[prices.m]\ninput = 1\noutput = 1\n");
    assertThat(prices.get().of("m")).isPresent();
  }
}
