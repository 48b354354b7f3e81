package dev.agentpool.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.session.AgentEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TranscriptTest extends ArtifactLab {
  @Test
  void whatWasSaidAndDoneIsOneConversation() {
    turn();
    says("I look");
    says(" around.");
    agent.heard(new AgentEvent.ToolUse("t", "Bash", "ls"));
    agent.heard(new AgentEvent.ToolResult("t", true, "no such file"));
    agent.notice("the machine slept");
    says("Done.\n");
    agent.state("completed", "slot-0", 1, "");
    assertThat(transcript())
        .isEqualTo(
            """
            [agentpool] running on slot-0
            [agentpool sent]
            Do it.

            I look around.
            [tool] Bash: ls
            [tool failed] no such file
            [agentpool] the machine slept
            Done.
            [agentpool] completed on slot-0
            """);
  }

  @Test
  void itGrowsAsTheTurnGoesOn() {
    turn();
    says("one ");
    long before = artifacts.page(holder("Do it."), 0, 200_000).nextOffset().orElseThrow();
    says("two");
    agent.flush();
    TranscriptPage more = artifacts.page(holder("Do it."), before, 4_000);
    assertThat(more.text()).isEqualTo("two");
    assertThat(more.hasMore()).isFalse();
  }

  @Test
  void aDaemonThatIsKilledAtAnyMomentLeavesNoLineTwice() throws IOException {
    turn();
    says("first\n");
    transcript();
    Path state = folder().resolve(".projection");
    byte[] before = Files.readAllBytes(state);
    says("second\n");
    String whole = transcript();
    Files.write(state, before); // killed after the transcript, before it was noted
    restart();
    assertThat(transcript()).isEqualTo(whole);
    Files.delete(state);
    assertThat(transcript()).isEqualTo(whole);
    Files.writeString(state, "{\"transcript\":-4");
    assertThat(transcript()).isEqualTo(whole);
    says("third\n");
    assertThat(transcript()).isEqualTo(whole + "third\n");
  }

  @Test
  void pagesOfAnySizePutTogetherAreTheWhole() {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    turn();
    for (int i = 0; i < 300; i++) {
      says(
          random
              .ints(random.nextInt(1, 30), 0, 0x1F600)
              .filter(Character::isValidCodePoint)
              .filter(c -> c < 0xD800 || c > 0xDFFF)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString());
    }
    String whole = transcript();
    StringBuilder pages = new StringBuilder();
    long offset = 0;
    for (boolean more = true; more; ) {
      TranscriptPage page = artifacts.page(holder("Do it."), offset, random.nextInt(1, 60));
      assertThat(page.offset().orElseThrow()).as("seed %d", seed).isEqualTo(offset);
      assertThat(page.nextOffset().orElseThrow()).as("seed %d", seed).isGreaterThan(offset);
      pages.append(page.text());
      offset = page.nextOffset().orElseThrow();
      more = page.hasMore();
    }
    assertThat(pages.toString()).as("seed %d", seed).isEqualTo(whole);
    assertThat(offset).isEqualTo(whole.getBytes(StandardCharsets.UTF_8).length);
  }

  @Test
  void anOffsetWithinACharacterBeginsAtTheNextAndOneBehindTheEndIsTheEnd() {
    turn();
    says("ä");
    agent.flush();
    long size = artifacts.page(holder("Do it."), 0, 4_000).size();
    assertThat(artifacts.page(holder("Do it."), size - 1, 4_000).text()).isEmpty();
    TranscriptPage behind = artifacts.page(holder("Do it."), size + 1_000, 4_000);
    assertThat(behind.offset()).hasValue(size);
    assertThat(behind.hasMore()).isFalse();
    assertThat(artifacts.page(holder("Do it."), size - 2, 1).text()).isEqualTo("ä");
  }

  @Test
  void bytesThatAreNoCharactersArePagedThroughToTheEnd() throws IOException {
    turn();
    says("x");
    agent.flush();
    long size = artifacts.page(holder("Do it."), 0, 4_000).size();
    byte[] broken = new byte[(int) size];
    new Random(7).nextBytes(broken);
    Arrays.fill(broken, 5, 20, (byte) 0x80);
    Files.write(folder().resolve("transcript.txt"), broken);
    long offset = 0;
    for (int pages = 0; pages < 10_000 && offset < size; pages++) {
      TranscriptPage page = artifacts.page(holder("Do it."), offset, 3);
      assertThat(page.nextOffset().orElseThrow()).isGreaterThan(offset);
      offset = page.nextOffset().orElseThrow();
    }
    assertThat(offset).isEqualTo(size);
  }

  @Test
  void theLastLinesAreSoManyAndSayWhetherThereAreEarlierOnes() {
    turn();
    says("a\nb\nc\n");
    TranscriptPage two = artifacts.tail(holder("Do it."), 2);
    assertThat(two.text()).isEqualTo("b\nc\n");
    assertThat(two.hasMore()).isTrue();
    assertThat(two.mode()).isEqualTo("tail");
    TranscriptPage all = artifacts.tail(holder("Do it."), 10_000);
    assertThat(all.text()).isEqualTo(transcript());
    assertThat(all.hasMore()).isFalse();
  }

  @Test
  void whatHasNotBegunHasNone() {
    TranscriptPage none = artifacts.page(holder("Do it."), 10, 4_000);
    assertThat(none.mode()).isEqualTo("missing");
    assertThat(none.exists()).isFalse();
    assertThat(none.offset()).hasValue(0);
    assertThat(none.nextOffset()).hasValue(0);
    assertThat(artifacts.tail(holder("Do it."), 3).mode()).isEqualTo("missing");
  }

  @Test
  void itHasABoundAndSaysWhereItEnds() {
    mostTranscript = 200;
    turn();
    for (int i = 0; i < 100; i++) {
      says("ein längerer Satz, der Satz Nummer " + i + "\n");
      transcript();
    }
    String text = transcript();
    assertThat(text).endsWith("[agentpool] the transcript ends here: it may have 200 bytes\n");
    assertThat(text.getBytes(StandardCharsets.UTF_8).length).isBetween(200, 300);
    restart();
    says("more\n");
    assertThat(transcript()).isEqualTo(text);
  }

  @Test
  void aSecretInAPromptOrAnAnswerIsInNoFile() throws IOException {
    String key = "sk-ant-api03-" + "a1B2c3D4".repeat(10);
    Holder holder = new Holder(TASK.value(), project, List.of(new Holder.Turn(TASK, "use " + key)));
    turn();
    says("the key is " + key.substring(0, 30));
    says(key.substring(30) + " indeed\n");
    agent.flush();
    assertThat(artifacts.page(holder, 0, 200_000).text()).contains("indeed").doesNotContain(key);
    artifacts.collect(subject(Optional.of("result " + key), true), true);
    try (var files = Files.walk(home.artifacts())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).as("%s", file).doesNotContain(key);
      }
    }
  }
}
