package dev.agentpool.mcp.tools;

import dev.agentpool.answer.Json;
import dev.agentpool.mcp.McpHello.Compat;
import dev.agentpool.mcp.ToolAnswer;
import dev.agentpool.wire.Shapes;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a tool answers: the data, and the texts that clients of the two older servers know (spec
 * slot-pool 9.3).
 *
 * @param server as the server S said it
 * @param mcp as the server M said it
 */
record Answer(ObjectNode data, String server, String mcp, boolean isError) {

  /** The data as JSON is the text, whoever asks. */
  static Answer of(ObjectNode data) {
    String text = Shapes.text(data);
    return new Answer(data, text, text, false);
  }

  static Answer of(Record data) {
    return of(tree(data));
  }

  static Answer text(String text, Record data) {
    return text(text, tree(data));
  }

  /** A list alone is the text. */
  Answer server(List<?> shown) {
    return server(Json.ANSWERS.valueToTree(shown).toString());
  }

  private static ObjectNode tree(Record data) {
    return Json.ANSWERS.valueToTree(data);
  }

  static Answer text(String text, ObjectNode data) {
    return new Answer(data, text, text, false);
  }

  static Answer error(String text, Record data) {
    return error(text, tree(data));
  }

  static Answer error(String text, ObjectNode data) {
    return new Answer(data, text, text, true);
  }

  /** The same with another text for the clients of S. */
  Answer server(String text) {
    return new Answer(data, text, mcp, isError);
  }

  /** The same with another text for the clients of M. */
  Answer mcp(String text) {
    return new Answer(data, server, text, isError);
  }

  Answer mcp(Record shown) {
    return mcp(tree(shown));
  }

  Answer mcp(ObjectNode shown) {
    return mcp(Shapes.text(shown));
  }

  /**
   * An error that has nothing to tell but its text has no data: clients hold those to the schema.
   */
  ToolAnswer as(Compat compat) {
    boolean bare = isError && data.isEmpty();
    return new ToolAnswer(compat == Compat.MCP ? mcp : server, bare ? null : data, isError);
  }
}
