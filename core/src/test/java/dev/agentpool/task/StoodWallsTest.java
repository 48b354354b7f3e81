package dev.agentpool.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoodWallsTest {
  @Test
  void whatIsToldSaysWhetherWallsStood() {
    assertThat(StoodWalls.of("workspace")).isEqualTo(new StoodWalls.Workspace());
    assertThat(StoodWalls.of("off")).isEqualTo(new StoodWalls.None(""));
    assertThat(StoodWalls.of("off: bwrap is not installed"))
        .isEqualTo(new StoodWalls.None("bwrap is not installed"));
    assertThat(StoodWalls.of("")).isEqualTo(StoodWalls.UNRECORDED);
    assertThat(StoodWalls.of("offices")).isEqualTo(StoodWalls.UNRECORDED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "workspace", "off", "off: no bwrap", "off: : two\nlines"})
  void itIsToldAsItWasRead(String told) {
    assertThat(StoodWalls.of(told).told()).isEqualTo(told);
  }
}
