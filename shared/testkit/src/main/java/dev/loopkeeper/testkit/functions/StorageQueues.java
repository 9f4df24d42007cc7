package dev.loopkeeper.testkit.functions;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The calls of Azure Queue Storage that the host makes; an absent queue has no messages. */
final class StorageQueues {
    private static final String VERSION = "2021-12-02";
    private static final String XML = "application/xml";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final HttpClient http = HttpClient.newHttpClient();
    private final StorageAccount account;

    StorageQueues(StorageAccount account) {
        this.account = account;
    }

    List<QueuedMessage> receive(String queue, int most, Duration loan) {
        HttpResponse<byte[]> answer = call(
                "GET", "/" + queue + "/messages?numofmessages=" + most + "&visibilitytimeout=" + loan.toSeconds(), "");
        return answer.statusCode() == 404 ? List.of() : messages(expect(answer, 200, queue));
    }

    void delete(String queue, QueuedMessage message) {
        HttpResponse<byte[]> answer = call("DELETE", one(queue, message), "");
        // Gone, or lent to somebody else since: then it is no longer ours to delete.
        if (answer.statusCode() != 404) {
            expect(answer, 204, queue);
        }
    }

    /** Gives a message back, to be seen again after a while. */
    void release(String queue, QueuedMessage message, Duration after) {
        HttpResponse<byte[]> answer =
                call("PUT", one(queue, message) + "&visibilitytimeout=" + after.toSeconds(), body(message.text()));
        if (answer.statusCode() != 404) {
            expect(answer, 204, queue);
        }
    }

    /** Puts a text as it is, for ever, into a queue that is made when it is not there. */
    void put(String queue, String text) {
        String path = "/" + queue + "/messages?messagettl=-1";
        HttpResponse<byte[]> answer = call("POST", path, body(text));
        if (answer.statusCode() == 404) {
            call("PUT", "/" + queue, "");
            answer = call("POST", path, body(text));
        }
        expect(answer, 201, queue);
    }

    private static String one(String queue, QueuedMessage message) {
        return "/" + queue + "/messages/" + message.id() + "?popreceipt="
                + URLEncoder.encode(message.popReceipt(), StandardCharsets.UTF_8);
    }

    private static String body(String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
        return "<QueueMessage><MessageText>" + escaped + "</MessageText></QueueMessage>";
    }

    private HttpResponse<byte[]> call(String method, String path, String body) {
        URI uri = URI.create(account.queues() + path);
        String date = DATE.format(Instant.now());
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(30))
                .method(method, BodyPublishers.ofString(body))
                .header("Content-Type", XML)
                .header("x-ms-date", date)
                .header("x-ms-version", VERSION)
                .header("Authorization", account.proof(method, XML, date, VERSION, uri))
                .build();
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a queue answered", e);
        }
    }

    private static byte[] expect(HttpResponse<byte[]> answer, int status, String queue) {
        if (answer.statusCode() != status) {
            throw new IllegalStateException("queue " + queue + " answered " + answer.statusCode() + ", expected "
                    + status + ": " + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return answer.body();
    }

    private static List<QueuedMessage> messages(byte[] xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            NodeList found = factory.newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml))
                    .getElementsByTagName("QueueMessage");
            List<QueuedMessage> messages = new ArrayList<>();
            for (int i = 0; i < found.getLength(); i++) {
                messages.add(QueuedMessage.of((Element) found.item(i)));
            }
            return messages;
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("a queue answered what is no XML", e);
        }
    }
}
