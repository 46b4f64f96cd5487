; All words that the installer shows, apart from those that NSIS brings itself. The buttons of
; message boxes are in the language of Windows.

!define NAME "Chấm điểm CCHC"
!define PACKAGE_KIND "Gói hồ sơ chấm điểm CCHC"
!define DESCRIPTION "Bộ cài đặt chương trình Chấm điểm CCHC"

!define WELCOME_TITLE "Cài đặt chương trình Chấm điểm CCHC"
!define WELCOME_TEXT "Chương trình giúp cơ quan tự chấm điểm cải cách hành chính, thu thập tài liệu kiểm chứng và lập báo cáo.$\r$\n$\r$\nPhiên bản ${VERSION} sẽ được cài cho riêng người dùng này, không cần quyền quản trị, vào thư mục:$\r$\n$INSTDIR$\r$\n$\r$\nNếu máy đã có phiên bản cũ, phiên bản đó được thay thế; hồ sơ đã nhập được giữ nguyên.$\r$\n$\r$\nBấm “Cài đặt” để bắt đầu."
!define BRANDING "Chấm điểm CCHC ${VERSION}"

!define WINDOWS_TOO_OLD "Máy tính này chưa cài được chương trình Chấm điểm CCHC.$\r$\n$\r$\nChương trình cần Windows 10 phiên bản 1903 trở lên, loại 64 bit (máy dùng chip ARM cần Windows 11). Hãy nhờ người phụ trách máy tính cập nhật Windows, hoặc cài chương trình trên một máy tính khác."
!define NEWER_INSTALLED "Máy đã có phiên bản $InstalledVersion, mới hơn phiên bản ${VERSION} của bộ cài này.$\r$\n$\r$\nPhiên bản cũ có thể không mở được hồ sơ đã lưu bằng phiên bản mới. Bạn vẫn muốn cài phiên bản cũ?$\r$\n$\r$\nNên chọn “Không” (No)."
!define PROGRAM_RUNS "Chương trình Chấm điểm CCHC đang chạy nên chưa thể thay tệp:$\r$\n$Busy$\r$\n$\r$\nHãy lưu công việc và đóng chương trình, rồi bấm “Thử lại” (Retry). Bấm “Hủy” (Cancel) để dừng; khi đó chương trình trên máy không thay đổi gì."
!define un.PROGRAM_RUNS "Chương trình Chấm điểm CCHC đang chạy nên chưa thể gỡ tệp:$\r$\n$Busy$\r$\n$\r$\nHãy lưu công việc và đóng chương trình rồi bấm “Thử lại” (Retry). Bấm “Hủy” (Cancel) để dừng; khi đó chưa có gì bị gỡ."
!define FILE_MISSING "Bộ cài đã giải nén nhưng tệp sau không còn:$\r$\n$Missing$\r$\n$\r$\nCó thể phần mềm diệt vi-rút đã chặn tệp này. Chưa có gì được cài; nếu máy đã có chương trình thì chương trình đó vẫn như trước.$\r$\n$\r$\nHãy nhờ người phụ trách máy tính kiểm tra phần mềm diệt vi-rút, rồi chạy lại bộ cài. Nếu vẫn không được, hãy báo nơi phát hành chương trình."
!define SWAP_FAILED "Không thay được tệp:$\r$\n$Busy$\r$\n$\r$\nChương trình trên máy vẫn như trước khi cài. Hãy đóng các chương trình khác hoặc khởi động lại máy, rồi chạy lại bộ cài."
!define NOT_RESTORED "Lần cài bị ngắt giữa chừng và chưa đưa lại được tệp:$\r$\n$Busy$\r$\n$\r$\nChương trình có thể chưa mở được; hồ sơ đã nhập không bị ảnh hưởng. Hãy khởi động lại máy rồi chạy lại bộ cài: bộ cài sẽ làm nốt phần còn lại."

!define CHECKING "Đang kiểm tra xem chương trình có đang chạy không…"
!define REPLACING "Đang đưa chương trình vào máy…"
!define WEBVIEW_INSTALLING "Đang cài thành phần Microsoft Edge WebView2. Việc này có thể mất vài phút, xin chờ…"

!define FINISHED_TITLE "Đã cài xong"
!define FINISHED_TEXT "Chương trình Chấm điểm CCHC ${VERSION} đã sẵn sàng.$\r$\n$\r$\nBạn có thể mở chương trình từ màn hình nền hoặc từ trình đơn Start. Tệp có đuôi .parx cũng sẽ mở bằng chương trình này."
!define RUN_NOW "Mở chương trình ngay"
!define WEBVIEW_TITLE "Đã cài xong, nhưng còn thiếu WebView2"
!define WEBVIEW_TEXT "Chương trình đã được cài, nhưng cửa sổ của chương trình chưa mở được vì Windows trên máy này còn thiếu thành phần Microsoft Edge WebView2 (phiên bản 109 trở lên).$\r$\n$\r$\nHãy xin nơi phát hành chương trình tệp sau (trên trang của Microsoft có tên “Evergreen Standalone Installer”, loại x64):$\r$\n${WEBVIEW_INSTALLER}$\r$\n$\r$\nĐặt tệp đó vào cùng thư mục với bộ cài bạn đã nhận (ví dụ trên USB), rồi bấm đúp bộ cài ở đó để chạy lại."

!define UNINSTALL_TEXT "Chương trình sẽ được gỡ khỏi máy. Hồ sơ đã nhập được giữ nguyên."
!define UNINSTALLED "Đã gỡ chương trình Chấm điểm CCHC."
!define DATA_KEPT "Đã gỡ chương trình Chấm điểm CCHC.$\r$\n$\r$\nHồ sơ, bản sao lưu và cài đặt riêng vẫn còn trong thư mục:$\r$\n${DATA}$\r$\n$\r$\nNếu cài lại chương trình, bạn sẽ làm việc tiếp được với các hồ sơ này.$\r$\n$\r$\nNếu bạn đã để tệp dữ liệu ở nơi khác (ổ đĩa khác, USB, thư mục dùng chung), tệp đó cũng không bị xóa."
