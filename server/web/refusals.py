"""The one catalogue of refusals: code → HTTP status, title and what to do next, in Vietnamese."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _


@dataclass(frozen=True)
class Refusal:
    """How one code is told to people and to programs."""

    status: int
    title: object
    detail: object


REFUSALS: dict[str, Refusal] = {
    "refused": Refusal(
        409, _("Chưa thực hiện được"), _("Yêu cầu này hiện không thực hiện được. Xin xem lại và thử lại.")
    ),
    "invalid_input": Refusal(
        400, _("Thông tin chưa đúng"), _("Thông tin gửi lên chưa đúng dạng. Xin kiểm tra lại rồi gửi lại.")
    ),
    "invalid_day": Refusal(
        400, _("Ngày chưa đúng"), _("Xin viết ngày theo dạng 2026-11-23, từ ngày đầu có số liệu đến hôm nay.")
    ),
    "invalid_json": Refusal(
        400,
        _("Dữ liệu chưa đúng dạng"),
        _("Nội dung gửi lên không phải JSON hợp lệ. Xin gửi JSON mã hóa UTF-8."),
    ),
    "bad_request": Refusal(
        400, _("Yêu cầu chưa đúng"), _("Máy chủ không hiểu yêu cầu này. Xin kiểm tra lại.")
    ),
    "unknown_service": Refusal(
        400, _("Không có lĩnh vực này"), _("Lĩnh vực này không có tại đây. Xin chọn lại trong danh sách.")
    ),
    "unknown_priority": Refusal(
        400,
        _("Không có diện ưu tiên này"),
        _("Diện ưu tiên này không có tại đây. Xin chọn lại trong danh sách."),
    ),
    "empty": Refusal(400, _("Còn ô trống"), _("Có ô bắt buộc còn trống. Xin điền vào rồi gửi lại.")),
    "too_long": Refusal(
        400, _("Nội dung quá dài"), _("Có ô chứa nội dung quá dài. Xin rút gọn rồi gửi lại.")
    ),
    "control_characters": Refusal(
        400,
        _("Có ký tự không dùng được"),
        _("Nội dung có ký tự ẩn hoặc ký tự điều khiển. Xin gõ lại thay vì dán vào."),
    ),
    "invalid_unicode": Refusal(
        400, _("Có ký tự hỏng"), _("Nội dung có ký tự không hợp lệ. Xin gõ lại nội dung này.")
    ),
    "invalid_catalogue": Refusal(
        400,
        _("Danh mục chưa nhất quán"),
        _("Danh mục có mục mâu thuẫn nhau. Xin sửa mục được nêu rồi gửi lại."),
    ),
    "invalid_hours": Refusal(
        400,
        _("Giờ mở cửa chưa đúng"),
        _(
            "Xin viết từng khoảng giờ như 07:30-11:30, theo thứ tự, không chồng nhau; mỗi tuần ít nhất một khoảng."
        ),
    ),
    "invalid_closure": Refusal(
        400,
        _("Ngày nghỉ chưa đúng"),
        _("Xin chọn ngày đầu và ngày cuối có thật, chưa qua, và cách nhau không quá một năm."),
    ),
    "not_signed_in": Refusal(
        401, _("Cần đăng nhập"), _("Trang này dành cho cán bộ. Xin đăng nhập để tiếp tục.")
    ),
    "session_expired": Refusal(
        401, _("Phiên làm việc đã hết hạn"), _("Xin đăng nhập lại; công việc đã lưu vẫn còn nguyên.")
    ),
    "unknown_token": Refusal(
        401,
        _("Thiết bị chưa được ghép"),
        _("Mã của thiết bị này không đúng hoặc đã bị thu hồi. Xin người quản trị ghép lại thiết bị."),
    ),
    "weak_password": Refusal(
        400, _("Mật khẩu chưa đạt"), _("Mật khẩu cần có từ 8 đến 256 ký tự. Xin chọn mật khẩu khác.")
    ),
    "forbidden": Refusal(
        403, _("Không có quyền"), _("Tài khoản này không được làm việc đó. Xin hỏi người quản lý trung tâm.")
    ),
    "wrong_device_kind": Refusal(
        403, _("Thiết bị không được làm việc này"), _("Loại thiết bị này không được dùng chức năng này.")
    ),
    "csrf": Refusal(403, _("Trang đã cũ"), _("Xin tải lại trang rồi thực hiện lại.")),
    "not_found": Refusal(
        404, _("Không tìm thấy"), _("Không có gì ở địa chỉ này. Xin kiểm tra lại hoặc quay về trang đầu.")
    ),
    "ticket_not_found": Refusal(
        404, _("Không tìm thấy phiếu"), _("Không có phiếu này. Xin kiểm tra lại số phiếu.")
    ),
    "counter_not_found": Refusal(
        404, _("Không có quầy này"), _("Không có quầy mang số này. Xin chọn quầy khác.")
    ),
    "service_not_found": Refusal(
        404, _("Không có lĩnh vực này"), _("Không có lĩnh vực mang mã này. Xin chọn lại trong danh sách.")
    ),
    "closure_not_found": Refusal(
        404, _("Không tìm thấy đợt nghỉ"), _("Lĩnh vực này không có đợt nghỉ ấy. Xin tải lại danh sách.")
    ),
    "procedure_not_found": Refusal(
        404, _("Không tìm thấy thủ tục"), _("Không có thủ tục mang mã này. Xin tìm lại theo tên.")
    ),
    "dossier_not_found": Refusal(
        404, _("Không tìm thấy hồ sơ"), _("Không có hồ sơ mang mã này. Xin kiểm tra lại mã hồ sơ.")
    ),
    "print_job_not_found": Refusal(
        404, _("Không tìm thấy lệnh in"), _("Không có lệnh in này. Xin tải lại danh sách.")
    ),
    "method_not_allowed": Refusal(
        405, _("Không dùng được cách gọi này"), _("Địa chỉ này không nhận cách gọi đó. Xin xem tài liệu API.")
    ),
    "not_acceptable": Refusal(
        406, _("Không có dạng được yêu cầu"), _("Máy chủ không có câu trả lời ở dạng đó.")
    ),
    "service_closed": Refusal(
        409,
        _("Lĩnh vực tạm ngừng cấp số"),
        _("Lĩnh vực này hiện không cấp số. Xin chọn lĩnh vực khác hoặc quay lại sau."),
    ),
    "quota_reached": Refusal(
        409,
        _("Hôm nay đã phát hết số"),
        _("Số của lĩnh vực này hôm nay đã phát hết. Xin quay lại vào ngày làm việc tới."),
    ),
    "numbers_exhausted": Refusal(
        409,
        _("Hôm nay đã phát hết số"),
        _("Số của lĩnh vực này hôm nay đã phát hết. Xin quay lại vào ngày làm việc tới."),
    ),
    "closing_soon": Refusal(
        409,
        _("Hôm nay không kịp phục vụ thêm"),
        _("Số người đang chờ đã vừa đủ đến giờ đóng cửa. Xin quay lại vào ngày làm việc tới."),
    ),
    "numbers_given_today": Refusal(
        409,
        _("Hôm nay đã phát số"),
        _(
            "Chữ đầu và số bắt đầu chỉ đổi được trước số đầu tiên trong ngày; số cuối không nhỏ hơn số đã phát."
        ),
    ),
    "prefix_taken": Refusal(
        409, _("Chữ đầu đã được dùng"), _("Một lĩnh vực khác đang dùng chữ này. Xin chọn chữ khác.")
    ),
    "nobody_waiting": Refusal(
        409, _("Không có ai đang chờ"), _("Hiện không có ai chờ các lĩnh vực của quầy này.")
    ),
    "counter_busy": Refusal(
        409, _("Quầy đang có phiếu"), _("Quầy này còn một phiếu đang xử lý. Xin hoàn thành phiếu đó trước.")
    ),
    "counter_closed": Refusal(
        409, _("Quầy chưa mở"), _("Quầy này chưa mở hoặc đang tạm nghỉ. Xin mở quầy trước.")
    ),
    "counter_taken": Refusal(
        409, _("Quầy đã có cán bộ"), _("Một cán bộ khác đang ngồi tại quầy này. Xin chọn quầy khác.")
    ),
    "already_called": Refusal(
        409, _("Phiếu đã được gọi"), _("Phiếu này không còn chờ vì đã được gọi. Xin gọi phiếu khác.")
    ),
    "illegal_move": Refusal(
        409,
        _("Không thực hiện được với phiếu này"),
        _("Trạng thái hiện tại của phiếu không cho phép việc này."),
    ),
    "due_time_unknown": Refusal(
        409,
        _("Chưa rõ thời hạn giải quyết"),
        _("Thủ tục này chưa có thời hạn. Xin hỏi cán bộ phụ trách và nhập ngày hẹn trả."),
    ),
    "name_taken": Refusal(409, _("Tên đã được dùng"), _("Đã có mục mang tên này. Xin chọn tên khác.")),
    "reason_required": Refusal(
        400, _("Cần ghi lý do"), _("Việc này cần có lý do. Xin ghi vài chữ vì sao rồi làm lại.")
    ),
    "unknown_outcome": Refusal(
        400, _("Không có kết quả này"), _("Kết quả này không có trong danh sách. Xin chọn lại.")
    ),
    "transfer_nowhere": Refusal(
        400,
        _("Chưa chọn nơi chuyển đến"),
        _("Xin chọn một lĩnh vực khác, một quầy hoặc một cán bộ để chuyển phiếu đến."),
    ),
    "not_allowed": Refusal(
        403,
        _("Cần được cấp quyền"),
        _("Việc này cần quyền riêng mà tài khoản chưa có. Xin hỏi người quản lý trung tâm."),
    ),
    "profile_not_found": Refusal(
        404, _("Không có bộ lĩnh vực này"), _("Bộ lĩnh vực này không còn. Xin tải lại trang rồi chọn lại.")
    ),
    "recall_too_soon": Refusal(
        409, _("Vừa mới gọi xong"), _("Lần gọi trước chỉ cách đây vài giây. Xin đợi một chút rồi gọi lại.")
    ),
    "call_again_first": Refusal(
        409,
        _("Chưa gọi đủ số lần"),
        _("Phiếu này chưa được gọi đủ số lần để báo vắng. Xin gọi lại trước đã."),
    ),
    "service_running": Refusal(
        409,
        _("Đang phục vụ người dân"),
        _("Người dân đang được phục vụ. Xin xác nhận nếu thật sự muốn dừng giữa chừng."),
    ),
    "outcome_required": Refusal(
        409, _("Cần chọn kết quả"), _("Lĩnh vực này cần ghi kết quả. Xin chọn kết quả rồi hoàn thành.")
    ),
    "return_too_late": Refusal(
        409, _("Đã quá giờ quay lại"), _("Phiếu này đã vắng quá lâu. Xin mời ông/bà lấy số mới.")
    ),
    "parked_by_another": Refusal(
        409,
        _("Phiếu của cán bộ khác"),
        _("Cán bộ khác đã tạm dừng phiếu này, chỉ người đó hoặc người quản lý mới tiếp tục được."),
    ),
    "clerk_absent": Refusal(
        409, _("Cán bộ không ở quầy"), _("Cán bộ này hiện không mở quầy nào. Xin chọn người hoặc quầy khác.")
    ),
    "skill_missing": Refusal(
        409,
        _("Quầy không nhận lĩnh vực này"),
        _("Quầy này không phục vụ lĩnh vực của phiếu. Xin chọn quầy khác."),
    ),
    "skill_in_use": Refusal(
        409,
        _("Quầy đang phục vụ lĩnh vực này"),
        _("Quầy còn một phiếu của lĩnh vực sắp bỏ. Xin chờ phiếu đó xong rồi đổi."),
    ),
    "ticket_reserved": Refusal(
        409,
        _("Phiếu chờ quầy khác"),
        _("Phiếu này đã được chuyển đến quầy hoặc cán bộ khác. Xin gọi phiếu khác."),
    ),
    "cannot_undo": Refusal(
        409,
        _("Không hoàn tác được nữa"),
        _("Chỉ hoàn tác được việc vừa làm, trong 10 giây, khi chưa có việc khác tiếp theo."),
    ),
    "appointment_too_early": Refusal(
        409, _("Chưa đến giờ hẹn"), _("Còn sớm so với giờ đã hẹn. Xin mời ông/bà quay lại gần giờ hẹn.")
    ),
    "idempotency_key_reused": Refusal(
        409, _("Mã yêu cầu đã dùng"), _("Idempotency-Key này đã dùng cho một yêu cầu khác. Xin tạo mã mới.")
    ),
    "too_large": Refusal(413, _("Nội dung quá lớn"), _("Nội dung gửi lên vượt quá 64 KB. Xin rút gọn lại.")),
    "unsupported_media_type": Refusal(
        415, _("Sai loại nội dung"), _("API chỉ nhận JSON. Xin gửi với Content-Type: application/json.")
    ),
    "too_many_requests": Refusal(
        429,
        _("Thao tác quá nhanh"),
        _("Có quá nhiều yêu cầu trong thời gian ngắn. Xin chờ một phút rồi thử lại."),
    ),
    "internal_error": Refusal(
        500,
        _("Hệ thống gặp lỗi"),
        _("Đã xảy ra lỗi ngoài dự kiến. Xin thử lại; nếu vẫn lỗi, xin báo số tham chiếu cho người quản trị."),
    ),
    "store_unavailable": Refusal(
        503,
        _("Chưa ghi được dữ liệu"),
        _("Hiện chưa ghi được dữ liệu, chưa có gì được lưu. Xin thử lại sau giây lát."),
    ),
}

BY_STATUS = {
    400: "bad_request",
    401: "not_signed_in",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    413: "too_large",
    415: "unsupported_media_type",
    429: "too_many_requests",
    503: "store_unavailable",
}


def refusal_of(codes: list[str]) -> Refusal:
    """Give the catalogue's entry for the most particular of these codes; the last resort is "refused"."""
    return next((REFUSALS[code] for code in codes if code in REFUSALS), REFUSALS["refused"])
