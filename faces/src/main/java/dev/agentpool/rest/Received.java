package dev.agentpool.rest;

import dev.agentpool.mcp.Intake;
import io.javalin.http.Context;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A request's body, read once, as far as there is room for it. Belongs to the request's thread. */
final class Received implements AutoCloseable {
  private static final String KEY = Received.class.getName();
  private static final JsonMapper MAPPER =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(Intake.constraints()).build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS) // as it was written
          .build();
  private final Intake.Place place = Intake.ofThisHeap().place();
  private JsonNode tree = MAPPER.createObjectNode();

  private Received() {}

  /** Of this request; throws {@link Problem} when it is too long, too much, or no JSON. */
  static Received of(Context context) {
    Object known = context.attribute(KEY);
    if (known instanceof Received read) {
      return read;
    }
    Received received = new Received();
    context.attribute(KEY, received);
    received.read(context);
    return received;
  }

  /** Lets go of what was read of the request, if anything was. */
  static void release(Context context) {
    if (context.attribute(KEY) instanceof Received read) {
      read.close();
    }
  }

  private void read(Context context) {
    try {
      byte[] bytes = place.read(context.bodyInputStream(), context.req().getContentLengthLong());
      place.takeParsed(bytes.length);
      tree = isBlank(bytes) ? MAPPER.createObjectNode() : MAPPER.readTree(bytes);
    } catch (Intake.TooLong long_) {
      context.header("Connection", "close"); // what is unread would be the next request
      throw new Problem(413, "too_large", String.valueOf(long_.getMessage()));
    } catch (Intake.Full full) {
      context.header("Connection", "close").header("Retry-After", "1");
      throw new Problem(503, "saturated", String.valueOf(full.getMessage()));
    } catch (StreamConstraintsException tooMuch) {
      throw new Problem(
          413, "too_large", "the request's JSON is too much: " + tooMuch.getOriginalMessage());
    } catch (JacksonException e) {
      throw Problem.invalid("the request is not JSON: " + e.getOriginalMessage());
    } catch (IOException gone) {
      throw Problem.invalid("the request could not be read: " + gone.getMessage());
    }
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b > ' ' || b < 0) {
        return false;
      }
    }
    return true;
  }

  JsonNode tree() {
    return tree;
  }

  /** What was made of the body is no longer needed. */
  @Override
  public void close() {
    tree = MAPPER.createObjectNode();
    place.close();
  }
}
