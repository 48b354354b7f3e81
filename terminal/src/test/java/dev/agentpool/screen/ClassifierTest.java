package dev.agentpool.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.provider.cli.DataTable;
import dev.agentpool.session.ScreenState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What holds of every screen. */
class ClassifierTest {
  private final Classifier common = Classifier.of(DataTable.of("nothing", Map.of()));

  @Test
  void anErrorThatIsGoneFromTheScreenIsNoneAnyMore() {
    assertThat(common.read("java.io.IOException: gone", "").state()).isEqualTo(ScreenState.ERROR);
    assertThat(common.read("java.io.IOException: gone\nretried\nand it went well", "").state())
        .isEqualTo(ScreenState.UNKNOWN);
  }

  @Test
  void theRulesOfACliComeBeforeTheCommonOnesAndMayStandAlone() {
    Map<String, Object> busy =
        Map.of("name", "mine", "state", "busy", "region", "last", "pattern", "^Proceed");
    DataTable mine = DataTable.of("mine", Map.of("rules", List.of(busy)));
    assertThat(Classifier.of(mine).read("Proceed? [y/N]", "").state()).isEqualTo(ScreenState.BUSY);
    assertThat(Classifier.of(mine).read("Really? [y/N]", "").state())
        .isEqualTo(ScreenState.APPROVAL);
    DataTable alone = DataTable.of("alone", Map.of("rules", List.of(busy), "common", false));
    assertThat(Classifier.of(alone).read("Really? [y/N]", "").state())
        .isEqualTo(ScreenState.UNKNOWN);
    assertThat(mine.objections()).isEmpty();
  }

  @Test
  void whatIsWrongWithARuleIsSaidAndTheOthersHold() {
    DataTable table =
        DataTable.of(
            "mine",
            Map.of(
                "rules",
                List.of(
                    Map.of("name", "a", "state", "asleep", "pattern", "x"),
                    Map.of("name", "b", "state", "busy", "pattern", "(", "colour", "red"),
                    Map.of("name", "c", "state", "idle", "region", "nowhere", "pattern", "x"),
                    Map.of("name", "d", "state", "idle", "pattern", "^ready"))));
    Classifier classifier = Classifier.of(table);
    assertThat(table.objections()).hasSizeGreaterThanOrEqualTo(4);
    assertThat(classifier.read("ready", "").rule()).isEqualTo("d");
  }

  @Test
  void noScreenIsSoLongOrOddThatItIsNotReadSoon() {
    List<String> screens =
        List.of(
            "x".repeat(1_000_000),
            "\n".repeat(200_000),
            "? ".repeat(200_000),
            "approaching ".repeat(50_000),
            (ResultBlock.START + "\n").repeat(20_000),
            "access denied ".repeat(30_000),
            "❯ 1. a\n".repeat(50_000),
            "\ud800\udfff\ud83d".repeat(10_000));
    for (String screen : screens) {
      org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(20), () -> common.read(screen, screen));
    }
  }

  @Test
  void aBlockThatBeginsAnewWithinAnotherIsTheInnerOne() {
    assertThat(
            ResultBlock.newest(
                List.of(
                    ResultBlock.START,
                    "Summary: first",
                    ResultBlock.START,
                    "Summary: second",
                    ResultBlock.END,
                    ResultBlock.END)))
        .contains("Summary: second");
  }
}
