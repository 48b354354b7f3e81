package dev.agentpool.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;

class SpliceTest {
  private static String random(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(30); i > 0; i--) {
      text.append(List.of("a", "b", "\n", "\uD83D\uDE00", "é").get(random.nextInt(5)));
    }
    return text.toString();
  }

  @RepeatedTest(200)
  void aSpliceGoesBackWhateverTheTexts() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    String before = random(random);
    String after = random.nextBoolean() ? random(random) : before.replace("😀", "😁");
    Splice splice = Splice.between(before, after);
    assertThat(splice.back(after)).as("seed %d", seed).isEqualTo(before);
    for (String part : List.of(splice.removed(), splice.added())) {
      assertThat(new String(part.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
          .as("seed %d", seed)
          .isEqualTo(part);
    }
  }
}
