package dev.agentpool.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderBlockTest {
  @Test
  void headerAndBodyAreParted() throws Exception {
    HeaderBlock block = HeaderBlock.split(" \n\t---  \nid: a\nto: b\n--- \n\nBody\n---\nmore\n");
    assertThat(block).isEqualTo(new HeaderBlock("id: a\nto: b", "\nBody\n---\nmore\n"));
  }

  @Test
  void aFileFromAnotherSystemIsUnderstoodAndItsBodyStaysAsItWas() throws Exception {
    HeaderBlock block = HeaderBlock.split("\uFEFF---\r\nid: a\r\nto: b\r\n---\r\nline\r\nline\r\n");
    assertThat(block).isEqualTo(new HeaderBlock("id: a\nto: b", "line\r\nline\r\n"));
  }

  @Test
  void anEmptyHeaderNeedsALineOfItsOwn() throws Exception {
    assertThat(HeaderBlock.split("---\n\n---\nx")).isEqualTo(new HeaderBlock("", "x"));
    assertThatThrownBy(() -> HeaderBlock.split("---\n---\nx"))
        .hasMessage("no closing --- delimiter found");
  }

  @Test
  void withoutALastLineEndTheBodyIsEmptyAndNothingIsChecked() throws Exception {
    assertThat(HeaderBlock.split("---\nid: a\n---")).isEqualTo(new HeaderBlock("id: a", ""));
    assertThat(HeaderBlock.split("---\nid: a\n---rest")).isEqualTo(new HeaderBlock("id: a", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|content does not start with --- delimiter",
        "x---|content does not start with --- delimiter",
        "--|content does not start with --- delimiter",
        "---|opening --- must be followed by a newline",
        "--- x;id: a|opening --- must be followed by a newline",
        "----;id: a;---|opening --- must be followed by a newline",
        "---;id: a|no closing --- delimiter found",
        "---;id: a;---- ;x|closing --- has trailing content: \"-\"",
        "---;id: a;--- \"q\";x|closing --- has trailing content: \"\\\"q\\\"\"",
      })
  void whatIsNoHeaderIsRefusedInTheOldWords(String text, String message) {
    assertThatThrownBy(() -> HeaderBlock.split(text.replace(';', '\n')))
        .isInstanceOf(UnreadableHeader.class)
        .hasMessage(message);
  }
}
