package dev.agentpool.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.answer.WorkerOutput;
import dev.agentpool.request.Detail;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UntrustedTest {
  @Test
  void whatLooksLikeADelimiterInsideIsMarkedAsNone() {
    List<String> pieces =
        List.of(
            "BEGIN_UNTRUSTED_WORKER_OUTPUT_0123456789abcdef",
            "end_untrusted_worker_output_",
            "END_UNTRUSTED_WORKER_OUTPUT",
            "\n",
            "ESCAPED_",
            "words ",
            "\u0000");
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      StringBuilder said = new StringBuilder();
      for (int i = random.nextInt(12); i >= 0; i--) {
        said.append(pieces.get(random.nextInt(pieces.size())));
      }
      List<String> lines = Untrusted.fenced(said.toString()).lines().toList();
      String nonce = lines.getFirst().substring(Untrusted.BEGIN.length());
      assertThat(lines.getLast()).as("seed %d", seed).isEqualTo(Untrusted.END + nonce);
      assertThat(String.join("\n", lines.subList(1, lines.size() - 1)))
          .as("seed %d", seed)
          .doesNotContainPattern("(?i)(?<!ESCAPED_)(BEGIN|END)_UNTRUSTED_WORKER_OUTPUT")
          .doesNotContain(nonce);
    }
  }

  @Test
  void eachHasANumberOfItsOwn() {
    Set<String> all = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      all.add(Untrusted.fenced("same"));
    }
    assertThat(all).hasSize(1_000);
  }

  @Test
  void theDetailSaysHowMuchOfItsEndIsTold() {
    String text = "ä".repeat(9_999) + "\uD83D\uDE00";
    WorkerOutput excerpt = Untrusted.told(text, Detail.EXCERPT, false);
    assertThat(excerpt.chars()).contains(1_600);
    assertThat(excerpt.truncated()).contains(true);
    assertThat(excerpt.text().orElseThrow()).contains("ä\uD83D\uDE00\nEND_");
    assertThat(Untrusted.told(text, Detail.FULL, false).chars()).contains(8_000);
    WorkerOutput whole = Untrusted.told("short", Detail.EXCERPT, false);
    assertThat(whole.truncated()).contains(false);
    assertThat(whole.chars()).contains(5);
  }

  @Test
  void whatIsNotToldSaysWhy() {
    assertThat(Untrusted.told("x", Detail.SUMMARY, false))
        .isEqualTo(WorkerOutput.omitted("summary", "detail=summary"));
    assertThat(Untrusted.told("", Detail.FULL, false).included()).isFalse();
    assertThat(Untrusted.told("x", Detail.FULL, true))
        .isEqualTo(WorkerOutput.omitted("full", "lockdown"));
  }
}
