package dev.agentpool.operation;

import dev.agentpool.request.Change;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;

/** Reads a member for which being absent, being null and having a value are three things. */
final class ReadChange extends ValueDeserializer<Change<?>> {
  private final @Nullable JavaType value;

  ReadChange() {
    this(null);
  }

  private ReadChange(@Nullable JavaType value) {
    this.value = value;
  }

  @Override
  public ValueDeserializer<?> createContextual(
      DeserializationContext context, @Nullable BeanProperty member) {
    JavaType type = member == null ? context.getContextualType() : member.getType();
    return new ReadChange(type.containedTypeOrUnknown(0));
  }

  @Override
  public Change<?> deserialize(JsonParser in, DeserializationContext context) {
    return new Change.Given<>(context.readValue(in, value));
  }

  @Override
  public Change<?> getNullValue(DeserializationContext context) {
    return new Change.Removed<>();
  }

  @Override
  public Change<?> getAbsentValue(DeserializationContext context) {
    return new Change.Kept<>();
  }
}
