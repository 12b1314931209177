package dev.pointsman.agent.apply;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A name server on loopback that knows the addresses of some names; what it knows may change, and it may fall silent.
 *
 * <p>Source: RFC 1035, section 4. Names that it does not know do not exist.
 */
final class NameServer implements AutoCloseable {

    private static final int TYPE_A = 1;
    private static final int NO_SUCH_NAME = 3;

    private final DatagramSocket socket;
    private final Map<String, List<String>> addresses = new ConcurrentHashMap<>();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger ignored = new AtomicInteger();
    private volatile boolean isSilent;

    /** Listens at the port that resolvers ask, which takes root. */
    NameServer(String address) throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(address, 53));
        Thread.ofVirtual().start(this::serve);
    }

    void set(String name, String... known) {
        addresses.put(name, List.of(known));
    }

    void beSilent() {
        isSilent = true;
    }

    /** How many questions it has answered. */
    int answers() {
        return answers.get();
    }

    /** How many it has not, because it was silent. */
    int ignored() {
        return ignored.get();
    }

    private void serve() {
        byte[] buffer = new byte[4096];
        try {
            while (!socket.isClosed()) {
                DatagramPacket question = new DatagramPacket(buffer, buffer.length);
                socket.receive(question);
                if (isSilent) {
                    ignored.incrementAndGet();
                } else {
                    byte[] answer = answer(ByteBuffer.wrap(question.getData(), 0, question.getLength()));
                    socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
                    answers.incrementAndGet();
                }
            }
        } catch (IOException closed) {
            // Nobody is answered any more.
        }
    }

    private byte[] answer(ByteBuffer question) throws IOException {
        short id = question.getShort();
        question.position(12);
        StringBuilder name = new StringBuilder();
        for (int length = question.get(); length != 0; length = question.get()) {
            byte[] label = new byte[length];
            question.get(label);
            name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.US_ASCII));
        }
        int type = question.getShort();
        question.getShort();
        byte[] asked = new byte[question.position() - 12];
        question.get(12, asked);
        List<String> known = addresses.get(name.toString());
        List<String> found = known == null || type != TYPE_A ? List.of() : known;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(id);
        // A response, recursion desired and available.
        out.writeShort(0x8180 | (known == null ? NO_SUCH_NAME : 0));
        out.writeShort(1);
        out.writeShort(found.size());
        out.writeInt(0);
        out.write(asked);
        for (String address : found) {
            // The name is the question's, at offset 12.
            out.writeShort(0xc00c);
            out.writeShort(TYPE_A);
            out.writeShort(1);
            out.writeInt(1);
            out.writeShort(4);
            out.write(InetAddress.getByName(address).getAddress());
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}
