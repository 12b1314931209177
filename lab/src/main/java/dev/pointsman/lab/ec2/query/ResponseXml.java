package dev.pointsman.lab.ec2.query;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes EC2's XML: elements, texts and {@code item} lists, inside a response or an error.
 *
 * <p>Exists so that actions say what a response holds while escaping and form are the JDK's writer's business.
 */
public final class ResponseXml {

    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newFactory();

    private final XMLStreamWriter writer;

    private ResponseXml(XMLStreamWriter writer) {
        this.writer = writer;
    }

    /** A successful answer: {@code <ActionResponse>} with the request's id and whatever the action writes. */
    public static byte[] response(String action, String requestId, Consumer<ResponseXml> content) {
        return document(xml -> {
            xml.writer.writeStartElement(action + "Response");
            xml.writer.writeDefaultNamespace("http://ec2.amazonaws.com/doc/" + QueryRequest.VERSION + "/");
            xml.text("requestId", requestId);
            content.accept(xml);
            xml.writer.writeEndElement();
        });
    }

    /** An error; EC2's envelope differs from other services' (API Reference, "Example error response"). */
    public static byte[] error(String code, String message, String requestId) {
        return document(xml -> xml.element("Response", response -> {
            response.element(
                    "Errors",
                    errors -> errors.element("Error", error -> {
                        error.text("Code", code);
                        error.text("Message", message);
                    }));
            response.text("RequestID", requestId);
        }));
    }

    public void element(String name, Consumer<ResponseXml> content) {
        run(() -> writer.writeStartElement(name));
        content.accept(this);
        run(writer::writeEndElement);
    }

    public void text(String name, Object value) {
        run(() -> {
            writer.writeStartElement(name);
            writer.writeCharacters(withoutForbidden(String.valueOf(value)));
            writer.writeEndElement();
        });
    }

    /** A list: each value inside an {@code <item>}. */
    public <T> void items(String name, Collection<T> values, ItemWriter<T> content) {
        element(name, list -> values.forEach(value -> list.element("item", item -> content.write(item, value))));
    }

    public void tags(Map<String, String> tags) {
        items("tagSet", new TreeMap<>(tags).entrySet(), (item, tag) -> {
            item.text("key", tag.getKey());
            item.text("value", tag.getValue());
        });
    }

    /** Writes what one value of a list holds. */
    @FunctionalInterface
    public interface ItemWriter<T> {
        void write(ResponseXml xml, T value);
    }

    @FunctionalInterface
    private interface Step {
        void run() throws XMLStreamException;
    }

    @FunctionalInterface
    private interface Content {
        void write(ResponseXml xml) throws XMLStreamException;
    }

    private static byte[] document(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        run(() -> {
            XMLStreamWriter writer = FACTORY.createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            writer.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            content.write(new ResponseXml(writer));
            writer.writeEndDocument();
            writer.close();
        });
        return bytes.toByteArray();
    }

    private static void run(Step step) {
        try {
            step.run();
        } catch (XMLStreamException neverOnMemory) {
            throw new IllegalStateException(neverOnMemory);
        }
    }

    /** A caller's value may come back in a message; XML 1.0 has no way to write most control characters. */
    private static String withoutForbidden(String text) {
        return text.codePoints()
                .map(point -> isAllowed(point) ? point : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isAllowed(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || (point >= 0x20 && point <= 0xd7ff)
                || (point >= 0xe000 && point <= 0xfffd)
                || point >= 0x10000;
    }
}
