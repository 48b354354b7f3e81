package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {
  private final List<String> closed = new ArrayList<>();
  private final Parts parts = new Parts();

  private AutoCloseable part(String name, Exception failure) {
    return () -> {
      closed.add(name);
      if (failure != null) {
        throw failure;
      }
    };
  }

  @Test
  void everyPartIsClosedInTheOppositeOrderWhateverTheOthersThrow() {
    parts.add(part("first", null));
    parts.add(part("second", new IOException("the disk")));
    parts.add(part("third", null));
    parts.add(part("fourth", new IllegalStateException("the server")));
    assertThatThrownBy(parts::close)
        .hasMessage("the server")
        .satisfies(thrown -> assertThat(thrown.getSuppressed()).hasSize(1));
    assertThat(closed).containsExactly("fourth", "third", "second", "first");
    parts.close();
    assertThat(closed).hasSize(4);
  }

  @Test
  void aStartThatBrokeKeepsItsReason() {
    parts.add(part("first", new IOException("also this")));
    IOException reason = new IOException("the port");
    parts.closeAfter(reason);
    assertThat(reason.getSuppressed()).hasSize(1);
    assertThat(closed).containsExactly("first");
  }
}
