package dev.agentpool.mcp.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.inside.right.Rights;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every tool has a row in the table of who may do what. */
class ToolRightsTest {
  private static Set<String> tools() {
    Set<String> names = new TreeSet<>();
    PoolTools.all().forEach(tool -> names.add(tool.name()));
    ContextTools.aliases().forEach(tool -> names.add(tool.name()));
    return names;
  }

  @Test
  void everyToolHasARow() {
    assertThat(tools()).hasSizeGreaterThan(40).allMatch(name -> Rights.ofTool(name).isPresent());
  }

  @Test
  void everyRowIsOfATool() {
    assertThat(tools()).containsAll(Rights.tools());
  }
}
