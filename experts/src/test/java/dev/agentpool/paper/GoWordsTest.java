package dev.agentpool.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoWordsTest {
  @ParameterizedTest
  @CsvSource({
    "10m,PT10M",
    "1h30m,PT1H30M",
    "1.5s,PT1.5S",
    ".5s,PT0.5S",
    "1.s,PT1S",
    "-2s,PT-2S",
    "+2s,PT2S",
    "0,PT0S",
    "-0,PT0S",
    "1\u00b5s,PT0.000001S",
    "1us2ns,PT0.000001002S",
    "1h1m1s1ms,PT1H1M1.001S",
  })
  void lengthsOfTimeAreRead(String text, Duration length) {
    assertThat(GoDuration.parse(text)).contains(length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10",
        "1d",
        "invalid",
        "-",
        "s",
        ".s",
        "1h ",
        " 1h",
        "1h-2m",
        "9999999999999h",
        "1e3s",
        "\u0661s"
      })
  void whatIsNoLengthOfTimeIsNone(String text) {
    assertThat(GoDuration.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S,0s",
    "PT0.1S,100ms",
    "PT1.5S,1.5s",
    "PT65S,1m5s",
    "PT1H,1h0m0s",
    "PT25H,25h0m0s",
    "PT60.5S,1m0.5s",
    "PT0.000001S,1\u00b5s",
    "PT0.000000001S,1ns",
    "PT0.0015S,1.5ms",
    "PT-65S,-1m5s",
  })
  void lengthsOfTimeAreWritten(Duration length, String text) {
    assertThat(GoDuration.text(length)).isEqualTo(text);
  }

  @Test
  void textsAreQuotedSoThatAllOfThemIsSeen() {
    assertThat(GoText.quoted("a\"b\\c\n\t\u0001\u00e4\u200b\ud83d\ude00"))
        .isEqualTo("\"a\\\"b\\\\c\\n\\t\\x01\u00e4\\u200b\ud83d\ude00\"");
  }

  @Test
  void whiteSpaceOfEveryLanguageIsTrimmed() {
    assertThat(GoText.trimmed("\u00a0\u2003 a b\u0085\n")).isEqualTo("a b");
    assertThat(GoText.onOneLine("\n a \u00a0\t b\n\nc ")).isEqualTo("a b c");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-04-01T14:32:00Z,2026-04-01T14:32:00Z",
    "2026-04-01T14:32:00.120000000Z,2026-04-01T14:32:00.12Z",
    "2026-04-01T14:32:00.000000001+02:00,2026-04-01T12:32:00.000000001Z",
    "2026-04-01,2026-04-01T00:00:00Z",
    "2026-04-01t14:32:00z,2026-04-01T14:32:00Z",
  })
  void timesAreReadAndWrittenInUtcWithTheDigitsTheyNeed(String text, String written) {
    assertThat(Rfc3339.parse(text).map(Rfc3339::text)).contains(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yesterday",
        "2026-13-01",
        "2026-02-30T00:00:00Z",
        "14:32",
        "2026-04-01T25:00:00Z",
        "2026-04-01T14:32:00+99:00"
      })
  void whatIsNoTimeIsNone(String text) {
    assertThat(Rfc3339.parse(text)).isEmpty();
  }

  @Test
  void anIndexHasSeconds() {
    assertThat(Rfc3339.seconds(Instant.parse("2026-04-01T14:32:00.9Z")))
        .isEqualTo("2026-04-01T14:32:00Z");
  }
}
