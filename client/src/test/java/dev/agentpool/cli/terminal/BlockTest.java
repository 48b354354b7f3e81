package dev.agentpool.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Lines that are drawn over and over in one place. */
class BlockTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private Size size = new Size(21, 5);
  private final Block block =
      new Block(
          new Terminal(
              InputStream.nullInputStream(),
              Terminal.printer(written),
              Terminal.printer(written),
              true,
              true,
              true,
              false),
          () -> size);

  private String drawn(String... lines) {
    written.reset();
    block.draw(Arrays.stream(lines).map(line -> new Screen.Line(Colour.RED, line)).toList());
    return written.toString(StandardCharsets.UTF_8).replace("\u001b", "ESC");
  }

  @Test
  void theyStandWhereTheyStoodAndAreNotWrittenAgainAtRest() {
    assertThat(drawn("one", "two")).isEqualTo("\roneESC[K\ntwoESC[K\nESC[J");
    assertThat(drawn("one", "two")).isEmpty();
    assertThat(drawn("1")).isEqualTo("\rESC[2A1ESC[K\nESC[J");
    assertThat(drawn("1", "2", "3")).startsWith("\rESC[1A1");
  }

  @Test
  void noneIsLongerThanTheTerminalAndNoneIsPushedOut() {
    assertThat(drawn("x".repeat(50), "b", "c", "d", "e", "f"))
        .isEqualTo("\r" + "x".repeat(19) + "…ESC[K\nbESC[K\ncESC[K\ndESC[K\nESC[J");
  }

  @Test
  void whatANarrowerTerminalBrokeIsDrawnOver() {
    drawn("x".repeat(20), "b");
    size = new Size(10, 5);
    assertThat(drawn("y")).startsWith("\rESC[3Ay");
  }

  @Test
  void whoLeavesItLeavesItAsItWas() {
    drawn("one");
    block.leave();
    assertThat(drawn("two")).isEmpty();
  }
}
