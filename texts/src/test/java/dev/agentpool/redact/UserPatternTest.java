package dev.agentpool.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Patterns that users add, and those that they may not. */
class UserPatternTest {
  private final List<String> told = new ArrayList<>();

  private Redaction with(String pattern) {
    UserPattern made = UserPattern.of(pattern, told::add);
    return new Redaction(() -> List.of(made));
  }

  @Test
  void whatAPatternMatchesIsReplacedAndCounted() {
    Redaction redaction = with("ACME-[0-9]{6}");
    assertThat(redaction.over("a ACME-123456 b\nACME-654321"))
        .isEqualTo("a [REDACTED] b\n[REDACTED]");
    assertThat(redaction.counts()).containsExactly(java.util.Map.entry("user-pattern", 2L));
  }

  @Test
  void aMatchThatIsSplitOverPiecesIsFound() {
    Filter filter = with("ACME-[0-9]{6}").filter();
    String kept = filter.add("x ACME-12") + filter.add("3456 y\nnext") + filter.end();
    assertThat(kept).isEqualTo("x [REDACTED] y\nnext");
  }

  @Test
  void aPatternThatBacktracksBadlyIsRefused() {
    for (String bad : List.of("(a+)+$", "(.*)*z", "([a-z]+)*1")) {
      assertThatThrownBy(() -> UserPattern.of(bad, told::add), bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> UserPattern.of("(((", told::add)).hasMessageContaining("no regular");
    assertThatThrownBy(() -> UserPattern.of("a*", told::add)).hasMessageContaining("empty");
    assertThatThrownBy(() -> UserPattern.of("a".repeat(401), told::add))
        .hasMessageContaining("400");
  }

  @Test
  void aPatternThatTakesTooLongAtRunTimeIsSwitchedOffAndTold() {
    Redaction redaction = with("(?:ab|ba|[ab][ab])+c(?:de)?f");
    String hostile = "ab".repeat(2_000);
    assertThat(redaction.over(hostile)).isEqualTo(hostile);
    assertThat(told).hasSize(1).first().asString().contains("switched off");
    redaction.over(hostile);
    assertThat(told).hasSize(1);
  }
}
