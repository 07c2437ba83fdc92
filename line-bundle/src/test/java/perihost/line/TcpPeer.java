package perihost.line;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A server on this machine that takes one call. */
final class TcpPeer implements Peer {
    private final ServerSocket server;
    private Socket socket = new Socket();

    TcpPeer() throws Exception {
        this("127.0.0.1");
    }

    TcpPeer(String address) throws Exception {
        server = new ServerSocket(0, 1, InetAddress.getByName(address));
    }

    @Override
    public String uri() {
        String host = server.getInetAddress().getHostAddress();
        return "tcp:" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.getLocalPort() + "?connect=2000";
    }

    @Override
    public void meet() throws Exception {
        socket = server.accept();
    }

    Socket socket() {
        return socket;
    }

    @Override
    public InputStream fromLine() throws Exception {
        return socket.getInputStream();
    }

    @Override
    public OutputStream toLine() throws Exception {
        return socket.getOutputStream();
    }

    @Override
    public void vanish() throws Exception {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        server.close();
    }
}
